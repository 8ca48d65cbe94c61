"""`as_tf1_cell`: code on TF1's variable scopes runs cells that are Keras layers."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterator
from typing import Any

import tensorflow as tf

from migrate.compat_scope import keras_making
from migrate.compat_scope.keras_host import is_keras_layer, layers_within
from migrate.compat_scope.layer_order import in_tf1_order
from migrate.compat_scope.layer_registry import LayerRecord
from migrate.compat_scope.layer_variables import Making
from migrate.compat_scope.reference_variables import tensorflow_variable
from migrate.compat_scope.rnn.cell import LayerRNNCell, LSTMStateTuple
from migrate.compat_scope.scope import get_variable_scope

__all__ = ["as_tf1_cell"]


def as_tf1_cell(cells: Any) -> Any:
    """A cell that is a Keras layer, for TF1's loops, wrappers and decoders; also a list, tuple or dict of such cells.

    The layer has `state_size`, `output_size` and `call(inputs, state)`. Its variables are made by `get_variable` when it
    is called first, in the scope that is current then, under the layer's name made unique as TF1 did. A layer with
    ``tf1_scope = ""`` that holds another as ``cell`` opens no scope of its own, as TF1's wrappers did not.
    What is no Keras layer comes back as it is.
    """
    known: dict[int, LayerCell] = {}

    def convert(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: convert(item) for key, item in value.items()}
        if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
            return type(value)(convert(item) for item in value)
        if not is_keras_layer(value):
            return value
        return known.setdefault(id(value), LayerCell(value))

    return convert(cells)


class LayerCell(LayerRNNCell):
    """A TF1 cell whose work a Keras layer does.

    Attributes:
        layer: the layer.
    """

    def __init__(self, layer: Any) -> None:
        inner = layer
        while getattr(inner, "tf1_scope", None) == "" and is_keras_layer(
            getattr(inner, "cell", None)
        ):
            inner = inner.cell
        strange = next((e for e in _parts(layer) if not is_keras_layer(e)), None)
        if strange is not None:
            raise TypeError(f"{layer.name!r} holds {strange!r}, which is no Keras layer.")
        super().__init__(name=inner.name)
        self.layer = layer
        self._inner = inner
        self._record = LayerRecord(layer, {})

    @property
    def state_size(self) -> Any:
        return _with_tf1_tuples(self.layer.state_size)

    @property
    def output_size(self) -> Any:
        return self.layer.output_size

    @property
    def trainable_weights(self) -> list[Any]:
        return _variables(self.layer.trainable_weights) if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Any]:
        frozen = [] if self.trainable else _variables(self.layer.trainable_weights)
        return frozen + _variables(self.layer.non_trainable_weights)

    trainable_variables = trainable_weights  # type: ignore[assignment]
    non_trainable_variables = non_trainable_weights  # type: ignore[assignment]

    def build(self, _: Any) -> None:
        """Says where the layer is; its own `build` makes the variables, when it is called."""
        above, _, last = get_variable_scope().name.rpartition("/")
        keras_making.place(self.layer, above)
        if self._inner is not self.layer:
            self._inner.tf1_scope = ""  # the scope is that of the outermost
        if self._inner is not self.layer or self.layer.name != last:
            self.layer.tf1_scope = last
        if self._dtype is not None:  # that of the first input, as TF1's layers took it
            for each in layers_within(self.layer):
                if not each.built:
                    each.dtype_policy = self._dtype
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        """One step.

        Raises:
          ValueError: for another dtype than that of the first call, to which Keras would cast.
        """
        computed = tf.as_dtype(self.layer.compute_dtype)
        for value in tf.nest.flatten((inputs, state)):
            if value.dtype != computed:
                raise ValueError(
                    f"The cell {self.layer.name!r} computes in {computed.name}, but was given "
                    f"{value.dtype.name}."
                )
        making = _Step(self._record, get_variable_scope())
        with in_tf1_order(self._record, making.scope.name), making.entered():
            output, new_state = self.layer(inputs, state)
        return output, _with_tf1_tuples(new_state)

    def __copy__(self) -> LayerCell:
        """Another cell, with variables of its own unless this one has made them."""
        result = LayerCell(self.layer if self.built else _fresh(self.layer))
        if self.built:
            result.built, result._record = True, self._record
            result._scope, result._dtype = copy.copy(self._scope), self._dtype
        return result

    def __deepcopy__(self, memo: dict[int, Any]) -> LayerCell:
        memo[id(self)] = result = self.__copy__()
        return result


class _Step(Making):
    """A call of a cell, which meets its variables once, as a TF1 layer did."""

    def _meet(self) -> None:
        """Later calls are of the same object: they look for nothing."""


def _parts(layer: Any) -> Iterator[Any]:
    """The cells that a layer runs, at any depth."""
    for part in [*getattr(layer, "cells", ()), *filter(None, [getattr(layer, "cell", None)])]:
        yield part
        yield from _parts(part) if is_keras_layer(part) else ()


def _fresh(layer: Any) -> Any:
    """A layer of the same arguments; it has each of them as an attribute.

    Raises:
      TypeError: it has not.
    """
    given = {}
    for parameter in inspect.signature(type(layer)).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            continue
        if not hasattr(layer, parameter.name):
            raise TypeError(f"{layer.name!r} does not say what its {parameter.name!r} is.")
        given[parameter.name] = _fresh_value(getattr(layer, parameter.name))
    positional = {
        p.name: given.pop(p.name)
        for p in inspect.signature(type(layer)).parameters.values()
        if p.kind is p.POSITIONAL_OR_KEYWORD
    }
    return type(layer)(*positional.values(), **given)


def _fresh_value(value: Any) -> Any:
    import keras

    if is_keras_layer(value):
        return _fresh(value)
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return [_fresh_value(item) for item in value]
    return value.clone() if isinstance(value, keras.initializers.Initializer) else value


def _variables(weights: Any) -> list[Any]:
    return [tensorflow_variable(weight) for weight in weights]


def _with_tf1_tuples(state: Any) -> Any:
    """The states of LSTMs as TF1's own class of tuples, which other code may ask for."""
    if isinstance(state, tuple):
        parts = [_with_tf1_tuples(part) for part in state]
        if getattr(state, "_fields", None) == LSTMStateTuple._fields:
            return LSTMStateTuple(*parts)
        return tuple(parts) if type(state) is tuple else type(state)(*parts)
    return state
