"""What an entry is, on TensorFlow 2: a TF1-style function, a Keras layer or model, or a `tf.Module`.

One protocol for all: :func:`subject_of` takes the entry and every argument by name, and gives an object that is
called with tensors and has named variables.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import is_keras_layer
from migrate.verify import recorder

# Arguments of TF1 functions that a class has no use for: its `name` is the scope, and an instance is what is reused.
_SCOPE, _REUSE = ("scope", "name"), ("reuse", "_reuse")


class EntryError(recorder.Unusable):
    """The entry cannot be called with the arguments given."""


@dataclass(frozen=True)
class Subject:
    """A model to record.

    Attributes:
        model: what ``migrate.checkpoint`` takes: it holds the variables.
        kind: ``"function"``, ``"Keras"`` or ``"tf.Module"``.
        call: runs it once on tensors by name.
    """

    model: Any
    kind: str
    call: Callable[[Mapping[str, Any]], Any]

    def regularization_losses(self) -> list[Any]:
        """The losses of the variables' regularizers, computed now."""
        if self.kind == "Keras":
            return list(self.model.losses)
        return list(getattr(self.model, "regularization_losses", []))

    def trainable(self) -> dict[str, Any]:
        """TF1 name -> trainable variable."""
        from migrate.checkpoint.holders import named

        return {name: v for name, v in named(self.model).items() if v.trainable}


def subject_of(entry: Any, arguments: Mapping[str, Any]) -> Subject:
    """Prepares an entry.

    Args:
        entry: a function on TF1 scopes or any other callable; a subclass of ``keras.layers.Layer`` or `tf.Module`, whose
            constructor gets the arguments it has parameters for and whose call gets the others; or an instance.
        arguments: by name, all that are no tensors.

    Raises:
        EntryError: a class takes an argument nowhere.
    """
    from migrate import compat_scope

    if isinstance(entry, type) and holds_variables(entry):
        config, rest = _divided(entry, arguments)
        entry, arguments = entry(**config), rest
    if is_keras_layer(entry):
        return Subject(entry, "Keras", _calling(entry, arguments))
    if isinstance(entry, tf.Module):
        return Subject(entry, "tf.Module", _calling(entry, arguments))
    name = f":{getattr(entry, '__name__', 'the entry')}"
    module = compat_scope.ScopedModule(
        lambda **given: recorder.call_entry(entry, name, given)  # type: ignore[no-untyped-call]
    )
    return Subject(module, "function", _calling(module, arguments))


def _calling(model: Any, arguments: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Any]:
    return lambda tensors: model(**{**arguments, **tensors})


def holds_variables(entry: type) -> bool:
    """Whether it is a class of Keras layers or modules."""
    import keras

    return issubclass(entry, tf.Module | keras.layers.Layer)


def _divided(entry: type, arguments: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arguments of the constructor, and those of the call."""
    made_with = _parameters(entry.__init__)  # type: ignore[misc]
    method = getattr(entry, "call", None) or entry.__call__
    called_with = _parameters(method)
    config, rest = {}, {}
    for name, value in arguments.items():
        if name in made_with:
            config[name] = value
        elif name in called_with:
            rest[name] = value
        elif name in _SCOPE and "name" in made_with:
            config["name"] = value
        elif name not in _REUSE:
            raise EntryError(
                f"{entry.__name__} takes no argument {name!r}: its constructor has {', '.join(made_with) or 'none'}, its "
                f"call {', '.join(called_with) or 'none'}"
            )
    return config, rest


def _parameters(function: Any) -> list[str]:
    found = inspect.signature(function).parameters.values()
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [p.name for p in found if p.kind not in kinds and p.name != "self"]
