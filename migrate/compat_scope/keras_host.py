"""What hosting TF1 variables in Keras 3 layers needs of Keras' private parts; nothing else does.

Keras has no public way to own a ``tf.Variable`` that exists already, to give a variable a name with
``/`` in it, or to add state to a layer after ``build``. Used here, and tested against every supported
Keras: ``Variable._initialize`` and ``_initialize_with_initializer``, ``Variable._path``,
``Layer._track_variable``, ``Layer._tracker``, ``Layer._flatten_layers``. What ``get_layer`` needs is
in ``lifted/keras_making.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import tensorflow as tf

from migrate.compat_scope.store import VariableRecord


def is_keras_layer(value: Any) -> bool:
    """True for Keras 3 layers and models; does not import Keras for anything else."""
    keras = sys.modules.get("keras")
    layer = getattr(keras, "Layer", None)
    return layer is not None and isinstance(value, layer)


def adopt(layer: Any, record: VariableRecord, trainable: bool, regularizer: Any) -> None:
    """Makes `layer` own the variable: in its weights, its losses, its saved files."""
    variable = _variable_class()(record, trainable)
    if regularizer is not None:

        def loss(value: Any) -> Any:
            value = tf.convert_to_tensor(value)  # TF1's read `dtype.base_dtype` and the like
            more = (one.of(value) for one in record.losses[1:])  # of a layer, beside the scope's
            return sum(more, regularizer(value))

        variable.regularizer = _wrapped("regularizers", "Regularizer", loss)
    if record.variable.constraint is not None:
        variable.constraint = _wrapped("constraints", "Constraint", record.variable.constraint)
    tracker = layer._tracker
    was_locked = tracker.locked
    tracker.unlock()
    try:
        layer._track_variable(variable)
    finally:
        if was_locked:
            layer._lock_state()


def values_of(layer: Any) -> tuple[str, list[tuple[str, Any]]]:
    """The layer's name, and path and array of each of its variables."""
    return layer.name, [(variable.path, variable.numpy()) for variable in layer.variables]


def assign_values(layer: Any, name: str, values: list[tuple[str, Any]]) -> None:
    """Gives the variables of a layer that was made anew the values of the old one.

    The layers that it holds may have other names. Raises:
        ValueError: it does not have all of them, or is called otherwise, as the variables that it hosts would be.
    """
    if layer.name != name:
        raise ValueError(
            f"a copy of {name!r} is called {layer.name!r}: the `get_config` of {type(layer).__name__} has no name. Let its "
            "constructor take `name`, or `**kwargs` under this name, and pass it on"
        )
    paths = {path for path, _ in values}
    there = {variable.path: variable for variable in layer.variables}
    others = [variable for path, variable in there.items() if path not in paths]
    renamed = [(path, value) for path, value in values if path not in there]
    if [value.shape for _, value in renamed] != [tuple(v.shape) for v in others]:
        missing = ", ".join(path for path, _ in renamed) or "what it had"
        raise ValueError(
            f"a copy of this {type(layer).__name__} does not have {missing}, made when it was called: build in `build` "
            "the layers that it holds, or save its weights and load them into a layer that was called"
        )
    for variable, (_, value) in zip(others, renamed, strict=True):
        variable.assign(value)
    for path, value in values:
        if path in there:
            there[path].assign(value)


def is_pickled_by_keras(kind: type) -> bool:
    """Whether a class of layers leaves it to Keras how it is pickled."""
    owner = next(base for base in kind.__mro__ if {"__reduce__", "__reduce_ex__"} & set(vars(base)))
    return owner.__module__.startswith("keras.")


def is_hosted(value: Any) -> bool:
    """Whether a value is a variable of a layer that scope code made (see :func:`adopt`)."""
    return type(value) is _classes.get("Tf1Variable")


def hosted_by(layer: Any) -> list[tuple[Any, tuple[str, int] | None]]:
    """The variables of a layer or `tf.Module` that scope code made, in that order, with the part of the layer and its turn."""
    store = getattr(layer, "_tf1_store", None)
    records = [] if store is None else list(store.by_name.values())
    if not is_keras_layer(layer):
        return [(r.variable, r.part) for r in records]
    held = {id(w._tf1_variable): w for w in layer.weights if is_hosted(w)}
    return [(held[id(r.variable)], r.part) for r in records if id(r.variable) in held]


def layers_within(layer: Any) -> Iterator[Any]:
    """`layer` and every layer below it."""
    yield from layer._flatten_layers(include_self=True, recursive=True)


def layers_right_below(layer: Any) -> Iterator[Any]:
    """The layers that a layer holds itself, as they were assigned."""
    yield from layer._flatten_layers(include_self=False, recursive=False)


_classes: dict[str, Any] = {}


def _wrapped(module: str, base: str, function: Any) -> Any:
    """`function` as an instance of a Keras base class, which some versions insist on."""
    if base not in _classes:
        import keras

        def __init__(self: Any, function: Any) -> None:
            self.function = function

        def __call__(self: Any, value: Any) -> Any:
            return self.function(value)

        members = {"__init__": __init__, "__call__": __call__}
        _classes[base] = type(f"Tf1{base}", (getattr(getattr(keras, module), base),), members)
    return _classes[base](function)


def _variable_class() -> Any:
    """The keras.Variable that wraps a ready tf.Variable; made on demand, since Keras loads slowly."""
    if "Tf1Variable" in _classes:
        return _classes["Tf1Variable"]
    import keras

    class Tf1Variable(keras.Variable):  # type: ignore[misc]
        """A keras.Variable over a TF1-named tf.Variable; its path is the TF1 name."""

        def __init__(self, record: VariableRecord, trainable: bool) -> None:
            self._tf1_variable = record.variable
            # The initializer is never run: in a stateless scope Keras asks for one all the same.
            super().__init__(
                lambda shape, dtype=None: record.variable,
                shape=record.shape,
                dtype=record.dtype.name,
                trainable=trainable,
                autocast=False,
                name=record.name.rsplit("/", 1)[-1] or "variable",
            )
            self._path = record.name

        def _initialize_with_initializer(self, initializer: Any) -> None:
            self._initialize(self._tf1_variable)

    _classes["Tf1Variable"] = Tf1Variable
    return Tf1Variable
