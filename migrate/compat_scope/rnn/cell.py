"""`RNNCell` and `LayerRNNCell`: the base classes of TF1's recurrent cells, and of users' own cells."""

from __future__ import annotations

import collections
from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import Layer
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.rnn.structure import zeros_for
from migrate.compat_scope.scope import get_variable_scope, variable_scope
from migrate.compat_scope.variables import trainable_variables

__all__ = [
    "LSTMStateTuple",
    "LayerRNNCell",
    "RNNCell",
    "assert_like_rnncell",
    "check_dtypes",
    "known_input_size",
]


def _graph() -> tf.Graph:
    return tf.compat.v1.get_default_graph()


def _has(obj: object, name: str) -> bool:
    try:
        getattr(obj, name)
    except AttributeError:
        return False
    return True


def assert_like_rnncell(cell_name: str, cell: Any) -> None:
    """Raises a TypeError, with TF1's wording, for an object that cannot serve as an RNN cell."""
    problems = []
    if not _has(cell, "output_size"):
        problems.append("'output_size' property is missing")
    if not _has(cell, "state_size"):
        problems.append("'state_size' property is missing")
    if not (_has(cell, "get_initial_state") or _has(cell, "zero_state")):
        problems.append("either 'zero_state' or 'get_initial_state' method is required")
    if not callable(cell):
        problems.append("is not callable")
    if problems:
        raise TypeError(
            f"The argument {cell_name!r} ({cell}) is not an RNNCell: {', '.join(problems)}."
        )


def check_dtypes(*tensors: Any) -> None:
    """Raises a ValueError unless all tensors (or nested tensors, or dtypes) are float or complex."""
    for leaf in tf.nest.flatten(tensors):
        if leaf is None:
            continue
        dtype = tf.as_dtype(getattr(leaf, "dtype", leaf))
        if not (dtype.is_floating or dtype.is_complex):
            raise ValueError(
                f"RNN cell only supports floating point inputs, but saw dtype: {dtype}"
            )


def known_input_size(shape: Any) -> int:
    """The last dimension of an input shape.

    Raises:
      ValueError: where it is not statically known.
    """
    size = tf.compat.dimension_value(tf.TensorShape(shape)[-1])
    if size is None:
        raise ValueError(f"Expected inputs.shape[-1] to be known, saw shape: {shape}")
    return int(size)


class LSTMStateTuple(collections.namedtuple("LSTMStateTuple", ("c", "h"))):
    """State of an LSTM: the memory `c` and the output `h`, in that order."""

    __slots__ = ()

    @property
    def dtype(self) -> Any:
        """The dtype of both parts; TypeError where they differ."""
        if self.c.dtype != self.h.dtype:
            raise TypeError(f"Inconsistent internal state: {self.c.dtype} vs {self.h.dtype}")
        return self.c.dtype


class RNNCell(Layer):
    """One step of a recurrent network: `(output, next_state) = cell(inputs, state)`.

    Subclasses define `state_size`, `output_size` and `call(inputs, state)`, and make their variables in
    `build` (with `add_variable`) or in `call` (with `get_variable`). Variables live in the scope current at
    the first call plus the layer's name (`rnn/my_cell/kernel`). TF 1.15 rnn_cell_impl.py, `RNNCell`.
    """

    # Of a cell that calls no constructor but its own, as one with a `__call__` of its own may.
    _trainable: bool = True
    _trainable_weights: Any = ()
    _non_trainable_weights: Any = ()

    def __init__(
        self, trainable: bool = True, name: str | None = None, dtype: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(trainable=trainable, name=name, dtype=dtype, **kwargs)
        self._is_tf_rnn_cell = True

    @not_converted
    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        """Runs one step.

        Args:
          inputs: `[batch_size, input_size]` tensor, or a nested structure of tensors.
          state: structure of `[batch_size, size]` tensors matching `state_size`.
          scope: variable scope to use instead of the cell's own.
        """
        if scope is not None:
            with variable_scope(scope, custom_getter=self._rnn_get_variable) as entered:
                return super().__call__(inputs, state, scope=entered)
        with self._home_scope():
            return super().__call__(inputs, state)

    def _home_scope(self) -> Any:
        """Where later calls, wherever they come from, jump back to: the scope of the first."""
        home = getattr(self, "rnncell_scope", None)
        if home is None:
            home = get_variable_scope()
            if in_graph():
                home = self._entered_from(home)
            self.rnncell_scope = home
        if isinstance(home, variable_scope):
            # An entered scope belongs to a graph, which may be the body of a loop.
            return home if self._home_graph is _graph() else self._entered_from(self._home)
        # Eager threads may share a cell, but not an entered scope.
        return variable_scope(home, custom_getter=self._rnn_get_variable)

    def _entered_from(self, home: Any) -> variable_scope:
        self._home, self._home_graph = home, _graph()
        return variable_scope(home, custom_getter=self._rnn_get_variable)

    def _rnn_get_variable(self, getter: Any, *args: Any, **kwargs: Any) -> Any:
        variable = getter(*args, **kwargs)
        if in_graph():
            known = trainable_variables()
            # The collection holds the parts of a partitioned variable.
            parts = [variable] if isinstance(variable, tf.Variable) else list(variable)
            trainable = any(parts[0] is other for other in known)
        else:
            trainable = bool(getattr(variable, "trainable", True))
        weights = self._trainable_weights if trainable else self._non_trainable_weights
        if all(variable is not other for other in weights):
            weights.append(variable)
        return variable

    @property
    def state_size(self) -> Any:
        """Size of the state: an int, a `TensorShape`, or a nested tuple of these."""
        raise NotImplementedError("Abstract method")

    @property
    def output_size(self) -> Any:
        """Size of the output: an int or a `TensorShape`."""
        raise NotImplementedError("Abstract method")

    def build(self, _: Any) -> None:
        """Nothing to build: such a cell makes its variables in `call`."""

    def get_initial_state(
        self, inputs: Any = None, batch_size: Any = None, dtype: Any = None
    ) -> Any:
        """The zero state for a batch size and dtype, or for those of `inputs`.

        Raises:
          ValueError: where batch size or dtype is missing, or contradicts `inputs`.
        """
        if inputs is not None:
            inputs = tf.convert_to_tensor(inputs, name="inputs")
            static = tf.compat.dimension_value(inputs.shape[0])
            if batch_size is not None:
                given = tf.get_static_value(batch_size) if tf.is_tensor(batch_size) else batch_size
                if static != given:
                    raise ValueError(
                        "batch size from input tensor is different from the input param. Input "
                        f"tensor batch: {static}, batch_size: {batch_size}"
                    )
            if dtype is not None and inputs.dtype != dtype:
                raise ValueError(
                    "dtype from input tensor is different from the input param. Input tensor "
                    f"dtype: {inputs.dtype}, dtype: {dtype}"
                )
            batch_size = static or tf.shape(inputs)[0]
            dtype = inputs.dtype
        if batch_size is None or dtype is None:
            raise ValueError(
                "batch_size and dtype cannot be None while constructing initial state: "
                f"batch_size={batch_size}, dtype={dtype}"
            )
        return self.zero_state(batch_size, dtype)

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        """Zero tensors of shape `[batch_size] + s` for each size `s` in `state_size`."""
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            return zeros_for(self.state_size, batch_size, dtype)


class LayerRNNCell(RNNCell):
    """A cell that makes its variables in `build`, and so needs no scope of its own around `call`."""

    @not_converted
    def __call__(  # type: ignore[override]
        self, inputs: Any, state: Any, scope: Any = None, *args: Any, **kwargs: Any
    ) -> Any:
        return Layer.__call__(self, inputs, state, scope=scope, *args, **kwargs)  # noqa: B026
