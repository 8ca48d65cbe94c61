"""`as_tf1_cell`: code on TF1's variable scopes runs cells that are Keras layers or `tf.Module`s."""

from __future__ import annotations

import copy
import inspect
import sys
from collections.abc import Iterator
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import is_keras_layer, layers_within
from migrate.compat_scope.lifted import keras_making
from migrate.compat_scope.lifted.layer_collections import collected
from migrate.compat_scope.lifted.layer_order import in_tf1_order
from migrate.compat_scope.lifted.layer_registry import LayerRecord
from migrate.compat_scope.lifted.layer_variables import Making
from migrate.compat_scope.lifted.module_variables import ModuleMaking
from migrate.compat_scope.reference_variables import tensorflow_variable
from migrate.compat_scope.rnn.cell import LayerRNNCell, LSTMStateTuple, RNNCell
from migrate.compat_scope.scope import get_variable_scope

__all__ = ["as_tf1_cell"]


def as_tf1_cell(cells: Any) -> Any:
    """A cell that is a Keras layer or a `tf.Module`, for TF1's loops, wrappers and decoders; also a list, tuple or dict.

    The layer has `state_size`, `output_size` and `call(inputs, state)`, the module `get_initial_state`, too. Its variables are made by `get_variable` when it
    is called first, in the scope that is current then, under the layer's name made unique as TF1 did. A layer with
    ``tf1_scope = ""`` that holds another as ``cell`` opens no scope of its own, as TF1's wrappers did not.
    Anything else comes back as it is.
    """
    known: dict[int, LayerCell] = {}

    def convert(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: convert(item) for key, item in value.items()}
        if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
            return type(value)(convert(item) for item in value)
        if not _is_cell(value):
            return value
        return known.setdefault(id(value), LayerCell(value))

    return convert(cells)


def _is_cell(value: Any) -> bool:
    """Whether a value is a cell of lifted code, not one of TF1's."""
    if is_keras_layer(value):
        return True
    is_module = isinstance(value, tf.Module) and not isinstance(value, RNNCell)
    return is_module and hasattr(value, "state_size") and hasattr(value, "get_initial_state")


class LayerCell(LayerRNNCell):
    """A TF1 cell whose work a Keras layer, or a `tf.Module`, does.

    Attributes:
        layer: the layer.
    """

    def __init__(self, layer: Any) -> None:
        inner = layer
        while getattr(inner, "tf1_scope", None) == "" and _is_cell(getattr(inner, "cell", None)):
            inner = inner.cell
        kind = is_keras_layer(layer)
        strange = (e for e in _parts(layer) if not _is_cell(e) or is_keras_layer(e) is not kind)
        for each in strange:
            what = "Keras layer" if kind else "`tf.Module` with `get_initial_state`"
            raise TypeError(f"{layer.name!r} holds {each!r}, which is no {what}.")
        super().__init__(name=inner.name)
        self.layer = layer
        self._inner = inner
        self._record = LayerRecord(layer, {})

    def __getattr__(self, name: str) -> Any:
        """What only the layer has: settings that a project's own cells keep."""
        if name.startswith("__") or "layer" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.layer, name)

    @property
    def state_size(self) -> Any:
        return _with_tf1_tuples(self.layer.state_size)

    @property
    def output_size(self) -> Any:
        return self.layer.output_size

    @property
    def trainable_weights(self) -> list[Any]:
        return self._weights(True) if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Any]:
        frozen = [] if self.trainable else self._weights(True)
        return frozen + self._weights(False)

    trainable_variables = trainable_weights  # type: ignore[assignment]
    non_trainable_variables = non_trainable_weights  # type: ignore[assignment]

    def _weights(self, trained: bool) -> list[Any]:
        if not is_keras_layer(self.layer):
            return [v for v in self.layer.variables if v.trainable is trained]
        layer = self.layer
        return _variables(layer.trainable_weights if trained else layer.non_trainable_weights)

    def build(self, _: Any) -> None:
        """Says where the layer is; its own `build` makes the variables, when it is called."""
        if not is_keras_layer(self.layer):
            if self._inner is not self.layer:
                self._inner.tf1_scope = ""  # the scope is that of the outermost
            self.built = True
            return
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
        computed = tf.as_dtype(getattr(self.layer, "compute_dtype", tf.float32))
        for value in tf.nest.flatten((inputs, state)):
            if value.dtype != computed:
                raise ValueError(
                    f"The cell {self.layer.name!r} computes in {computed.name}, but was given "
                    f"{value.dtype.name}."
                )
        step = _Step if is_keras_layer(self.layer) else _ModuleStep
        making = step(self._record, get_variable_scope())
        order = in_tf1_order(self._record, making.scope.name)
        with collected(self._record), order, making.entered():
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


class _ModuleStep(ModuleMaking):
    """As `_Step`, of a module."""

    def _meet(self) -> None:
        """As that of `_Step`."""


def _parts(layer: Any) -> Iterator[Any]:
    """The cells that a layer runs, at any depth."""
    for part in [*getattr(layer, "cells", ()), *filter(None, [getattr(layer, "cell", None)])]:
        yield part
        yield from _parts(part) if _is_cell(part) else ()


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
    if _is_cell(value):
        return _fresh(value)
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return [_fresh_value(item) for item in value]
    if "keras" not in sys.modules:
        return value
    import keras

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
