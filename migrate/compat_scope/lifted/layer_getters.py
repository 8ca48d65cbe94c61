"""Keras layers of `get_layer` under a custom getter: they compute with what the getter returns (see `getter_answers`)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import is_keras_layer, layers_within
from migrate.compat_scope.lifted import keras_making
from migrate.compat_scope.lifted.getter_answers import AskingMaking, Gotten
from migrate.compat_scope.lifted.layer_variables import of_tensor
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.reference_variables import ReferenceVariable, for_keras, with_variables


class KerasGotten(Gotten):
    """As `Gotten`, in a Keras variable.

    Attributes:
        variable: the Keras variable.
        owner: the layer that made it.
    """

    def __init__(
        self, name: str, shape: Any, dtype: Any, variable: Any, owner: Any, asked: Any
    ) -> None:
        super().__init__(name, shape, dtype, asked)
        self.variable = variable
        self.owner = owner


class GetterMaking(AskingMaking):
    """One call of a layer whose scope has a custom getter."""

    def _hooks(self, stack: ExitStack) -> list[Callable[[Any], None]]:
        scope = stack.enter_context(_calls_ask(self))
        return [scope.prepare]

    def by_get_variable(
        self, name: str, made: keras_making.BeingMade, kwargs: dict[str, Any]
    ) -> Any:
        """A stand-in; the getter is asked when the layer is called."""
        owner = made.owner
        if owner is None:
            callers = [layer for _, layer in keras_making.open_levels() if layer is not None]
            owner = callers[-1] if callers else self.record.layer
        path = f"{self.scope.name}/{name}".strip("/")
        if hasattr(owner, "state_size"):
            raise self.refused(f"{path}: a cell cannot take its weights from a custom getter.")
        initializer: Any = _of_keras(made.initializer, kwargs["initial_value"])
        if made.by_default and (
            self.scope.initializer is not None or not keras_making.is_of_keras(owner)
        ):
            initializer = None  # TF1: that of the scope, else the default; its layers gave theirs
        dtype = self.dtype_of(name, made, kwargs)
        asked = {
            "initializer": initializer,
            "regularizer": of_tensor(made.regularizer),
            "trainable": kwargs["trainable"] and not made.frozen,
            "constraint": made.constraint or kwargs.get("constraint"),
            "synchronization": kwargs["synchronization"],
            "aggregation": kwargs["aggregation"],
        }
        gotten = KerasGotten(name, made.shape, dtype, made.variable, owner, asked)
        self.record.made[name] = (made.shape, dtype)
        self.record.gotten[id(made.variable)] = gotten
        return gotten

    def _outside(self) -> AbstractContextManager[Any]:
        return keras_making.outside_tracing()

    def _is_below(self, part: Any) -> bool:
        return is_keras_layer(part)

    def _in_order(self, layer: Any) -> list[Any]:
        """The layer's own variables and the layers below it: as it says, or as they were made."""
        from migrate.checkpoint.owners import parts_in_order

        gotten = self.record.gotten
        parts = parts_in_order(layer)
        if hasattr(layer, "tf1_order"):
            return [part for part in parts if is_keras_layer(part) or id(part) in gotten]
        holding = {
            id(each): part for part in parts if is_keras_layer(part) for each in layers_within(part)
        }
        made: dict[int, Any] = {}
        for key, each in gotten.items():
            part = each.variable if each.owner is layer else holding.get(id(each.owner))
            if part is not None:
                made.setdefault(key if part is each.variable else id(part), part)
        return list(made.values())

    def _checked(self, key: int, value: Any, itself: bool) -> Any:
        gotten = self.record.gotten[key]
        if gotten.asked["regularizer"] and keras_making.is_of_keras(gotten.owner) and not itself:
            raise self.refused(
                f"{self.path_of(key)}: a layer that is regularized cannot take another weight from a custom getter."
            )
        return for_keras(value) if isinstance(value, tf.Variable) and in_graph() else value

    def assigned(self, key: int, value: Any) -> None:
        """The layer assigns to one of its variables: to what the getter gave, as in TF1."""
        target = self.value(key)
        if not isinstance(target, tf.Variable | ReferenceVariable):
            raise self.refused(
                f"{self.path_of(key)}: the layer assigns to it, and the custom getter gave a tensor."
            )
        target.assign(tf.cast(value, target.dtype.base_dtype))


class _Hooked:
    """The layers of one call, whose calls ask the getter."""

    def __init__(self, making: GetterMaking) -> None:
        self._making = making
        self._before: list[tuple[Any, Any]] = []

    def prepare(self, layer: Any) -> None:
        """Takes care of the layers at and below `layer`."""
        for each in layers_within(layer):
            if not any(each is known for known, _ in self._before):
                self._before.append((each, vars(each).get("call")))
                each.call = self._asking(each, each.call)

    def release(self) -> None:
        """Leaves the layers as they were."""
        for each, call in reversed(self._before):
            del each.call
            if call is not None:
                each.call = call

    def _asking(self, layer: Any, call: Any) -> Any:
        making = self._making

        @functools.wraps(call)
        def asking(*args: Any, **kwargs: Any) -> Any:
            with _values_class()(making):
                making.begin(layer)
                result = with_variables(call(*args, **kwargs))
                making.end(layer)
            return result

        return asking


@contextmanager
def _calls_ask(making: GetterMaking) -> Iterator[_Hooked]:
    hooked = _Hooked(making)
    hooked.prepare(making.record.layer)
    try:
        yield hooked
    finally:
        hooked.release()


@functools.cache
def _values_class() -> Any:
    """The scope in which Keras variables have the values that the getter gave; made on demand, as Keras loads slowly."""
    import keras

    class Values(keras.StatelessScope):  # type: ignore[misc]
        """``making`` is the call of the layer."""

        def __init__(self, making: GetterMaking) -> None:
            super().__init__(collect_losses=True)
            self.initialize_variables = False
            self.making = making

        def get_current_value(self, variable: Any) -> Any:
            if id(variable) in self.making.record.gotten:
                return self.making.value(id(variable))
            around = self.original_scope
            return None if around is None else around.get_current_value(variable)

        def add_update(self, update: Any) -> None:
            variable, value = update
            if id(variable) in self.making.record.gotten:
                self.making.assigned(id(variable), value)
            elif self.original_scope is not None:
                self.original_scope.add_update(update)
            else:
                with keras_making.outside_tracing():
                    variable.assign(value)

        def add_loss(self, loss: Any) -> None:
            del loss
            raise self.making.refused(
                f"{self.making.scope.name}: `add_loss` under a custom getter."
            )

    return Values


def _of_keras(initializer: Any, value: Any) -> Callable[..., Any]:
    """As TF1 called initializers: a getter may ask for another shape or dtype than the layer's."""

    def initial_value(shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
        del partition_info
        if initializer is None:
            return value()
        return initializer(shape) if dtype is None else initializer(shape, dtype=dtype)

    return initial_value
