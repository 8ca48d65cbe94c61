"""TF1's `tf.contrib.cudnn_rnn`, on any device.

TF1's layers held one opaque variable, and its Saver wrote the canonical weights of
`CudnnCompatible...Cell`s under the names those cells would have. Here the layers hold those weights
themselves, so a TF1 checkpoint restores by name; `opaque_kernel` is not among the variables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import InputSpec, Layer
from migrate.compat_scope.rnn.basic_cells import BasicRNNCell
from migrate.compat_scope.rnn.cell import LSTMStateTuple
from migrate.compat_scope.rnn.cudnn_cells import CudnnCompatibleGRUCell, CudnnCompatibleLSTMCell
from migrate.compat_scope.rnn.dropout import DropoutWrapper
from migrate.compat_scope.rnn.dynamic import dynamic_rnn
from migrate.compat_scope.rnn.multi import MultiRNNCell
from migrate.compat_scope.rnn.stacks import stack_bidirectional_dynamic_rnn
from migrate.compat_scope.scope import get_variable_scope, variable_scope

__all__ = [
    "CudnnCompatibleGRUCell",
    "CudnnCompatibleLSTMCell",
    "CudnnGRU",
    "CudnnLSTM",
    "CudnnRNNRelu",
    "CudnnRNNTanh",
]

_DIRECTIONS = ("unidirectional", "bidirectional")
_INPUT_MODES = ("linear_input", "skip_input", "auto_select")


class _CudnnRNN(Layer):
    """A stack of recurrent layers over `[time, batch, size]` inputs.

    Checkpoint names: `rnn/multi_rnn_cell/cell_<i>/<cell>/...`, bidirectional
    `stack_bidirectional_rnn/cell_<i>/bidirectional_rnn/{fw,bw}/<cell>/...`.

    Args:
      num_layers, num_units: how many layers, and the size of each.
      input_mode: only "linear_input" is supported, and "auto_select" where it means that: for inputs of another size
        than the units.
      direction: "unidirectional" or "bidirectional".
      dropout: share of the inputs of each layer but the first that training drops.

    Raises:
      ValueError: for an unknown or unsupported mode, direction or dtype.
    """

    def __init__(
        self,
        num_layers: int,
        num_units: int,
        input_mode: str = "linear_input",
        direction: str = "unidirectional",
        dropout: float = 0.0,
        seed: int | None = None,
        dtype: Any = tf.float32,
        kernel_initializer: Any = None,
        bias_initializer: Any = None,
        name: str | None = None,
    ) -> None:
        super().__init__(dtype=dtype, name=name)
        if direction not in _DIRECTIONS:
            raise ValueError(f"Invalid direction {direction}, expecting one of {_DIRECTIONS}")
        if input_mode not in _INPUT_MODES or input_mode == "skip_input":
            raise ValueError(f"Unsupported input_mode {input_mode}")
        if tf.as_dtype(dtype) not in (tf.float16, tf.float32, tf.float64):
            raise ValueError(f"Only support float16, float32, float64, provided {dtype}")
        self.input_spec = InputSpec(ndim=3)
        self._num_layers = num_layers
        self._num_units = num_units
        self._input_mode = input_mode
        self._direction = direction
        self._dropout = dropout
        self._seed = seed
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer
        self._cells = tuple(
            tuple(self._make_cell() for _ in range(num_layers)) for _ in range(self.num_dirs)
        )

    def _make_cell(self) -> Any:
        raise NotImplementedError

    @property
    def num_layers(self) -> int:
        """Number of layers."""
        return self._num_layers

    @property
    def num_units(self) -> int:
        """Size of a layer."""
        return self._num_units

    @property
    def input_mode(self) -> str:
        """How inputs enter."""
        return self._input_mode

    @property
    def direction(self) -> str:
        """Unidirectional or bidirectional."""
        return self._direction

    @property
    def num_dirs(self) -> int:
        """1, or 2 for a bidirectional stack."""
        return 1 + _DIRECTIONS.index(self._direction)

    @property
    def trainable_weights(self) -> list[Any]:
        layers = zip(*self._cells, strict=True)
        return [w for cells in layers for cell in cells for w in cell.trainable_weights]

    trainable_variables = trainable_weights  # type: ignore[assignment]

    def build(self, input_shape: Any) -> None:
        """Makes the variables in the current scope.

        That is the layer's own when it is called. TF1's saveable had the names of the scope around where a program
        called `build` itself.
        """
        if self.built:
            return
        shape = tf.TensorShape(input_shape)
        if shape.rank != 3:
            raise ValueError(f"Expecting input_shape with 3 dims, got {shape.rank}")
        size = tf.compat.dimension_value(shape[-1])
        if size is None:
            raise ValueError(
                "The last dimension of the inputs to `CudnnRNN` should be defined. Found `None`."
            )
        if self._input_mode == "auto_select" and size == self._num_units:
            raise ValueError(
                "input_mode='auto_select' leaves out the first layer's input weights where inputs have "
                f"{size} features as the layer has units: that is not supported, 'linear_input' is."
            )
        self.input_spec = InputSpec(ndim=3, axes={-1: size})
        with self._weights_scope():
            for i, cells in enumerate(zip(*self._cells, strict=True)):
                for scope, cell in zip(self._scopes(i), cells, strict=True):
                    with variable_scope(scope, auxiliary_name_scope=False):
                        cell._set_scope()
                    cell.build(tf.TensorShape([None, size]))
                    cell.built = True
                size = self._num_units * self.num_dirs
        self.built = True

    def _scopes(self, layer: int) -> list[str]:
        if self.num_dirs == 1:
            return [f"rnn/multi_rnn_cell/cell_{layer}"]
        stack = f"stack_bidirectional_rnn/cell_{layer}/bidirectional_rnn"
        return [f"{stack}/fw", f"{stack}/bw"]

    def _weights_scope(self) -> Any:
        return variable_scope(
            get_variable_scope(),
            initializer=self._kernel_initializer,
            custom_getter=self._getter(),
            auxiliary_name_scope=False,
        )

    def state_shape(self, batch_size: Any) -> Any:
        """Shapes of the states, each `[layers * directions, batch, units]`."""
        return ([self._num_layers * self.num_dirs, batch_size, self._num_units],)

    def _to_cell_state(self, parts: list[Any]) -> Any:
        return parts[0]

    def _from_cell_states(self, states: list[Any], axis: int) -> tuple[Any, ...]:
        return (tf.stack(states, axis),)

    def call(  # type: ignore[override]
        self,
        inputs: Any,
        initial_state: Any = None,
        sequence_lengths: Any = None,
        time_major: bool = True,
        training: Any = True,
    ) -> Any:
        """Returns `(outputs, states)`, states as a tuple shaped as `state_shape`; batch first unless `time_major`.

        Raises:
          TypeError: for an initial state that is not a tuple.
        """
        if initial_state is not None and not isinstance(initial_state, tuple):
            raise TypeError(f"Invalid initial_state type: {initial_state}, expecting tuple.")
        batch_size = tf.shape(inputs)[1 if time_major else 0]
        count, axis = self._num_layers * self.num_dirs, 0 if time_major else 1
        if initial_state is None:
            shapes = self.state_shape(batch_size)
            zeros = [tf.zeros(shape, inputs.dtype) for shape in shapes]
            initial_state = tuple(z if time_major else tf.transpose(z, [1, 0, 2]) for z in zeros)
        # cuDNN keeps the directions of a layer side by side.
        flat = zip(*(tf.unstack(part, count, axis) for part in initial_state), strict=True)
        starts = [self._to_cell_state(list(parts)) for parts in flat]
        run = self._one_way if self.num_dirs == 1 else self._both_ways
        with self._weights_scope():
            outputs, finals = run(
                [self._with_dropout(cells, training) for cells in self._cells],
                inputs,
                starts,
                {"sequence_length": sequence_lengths, "time_major": time_major},
            )
        return outputs, self._from_cell_states(finals, axis)

    def _getter(self) -> Callable[..., Any] | None:
        if self._bias_initializer is None:
            return None

        def with_bias_initializer(getter: Any, name: str, *args: Any, **kwargs: Any) -> Any:
            if name.endswith("bias"):
                kwargs["initializer"] = self._bias_initializer
            return getter(name, *args, **kwargs)

        return with_bias_initializer

    def _with_dropout(self, cells: tuple[Any, ...], training: Any) -> list[Any]:
        if not self._dropout or training is False:
            return list(cells)
        keep = 1.0 - self._dropout
        if training is not True:
            keep = tf.cond(tf.cast(training, tf.bool), lambda: keep, lambda: 1.0)
        above = [DropoutWrapper(c, input_keep_prob=keep, seed=self._seed) for c in cells[1:]]
        return [cells[0], *above]

    def _one_way(
        self, cells: list[list[Any]], inputs: Any, starts: list[Any], options: dict[str, Any]
    ) -> tuple[Any, list[Any]]:
        stack = MultiRNNCell(cells[0])
        outputs, states = dynamic_rnn(stack, inputs, initial_state=tuple(starts), **options)
        return outputs, list(states)

    def _both_ways(
        self, cells: list[list[Any]], inputs: Any, starts: list[Any], options: dict[str, Any]
    ) -> tuple[Any, list[Any]]:
        outputs, states_fw, states_bw = stack_bidirectional_dynamic_rnn(
            cells[0],
            cells[1],
            inputs,
            initial_states_fw=starts[0::2],
            initial_states_bw=starts[1::2],
            **options,
        )
        return outputs, [s for pair in zip(states_fw, states_bw, strict=True) for s in pair]


class CudnnLSTM(_CudnnRNN):
    """LSTM; states are `(h, c)`."""

    def _make_cell(self) -> Any:
        return CudnnCompatibleLSTMCell(self._num_units)

    def state_shape(self, batch_size: Any) -> Any:
        return super().state_shape(batch_size) * 2

    def _to_cell_state(self, parts: list[Any]) -> Any:
        return LSTMStateTuple(c=parts[1], h=parts[0])

    def _from_cell_states(self, states: list[Any], axis: int) -> tuple[Any, ...]:
        return tf.stack([s.h for s in states], axis), tf.stack([s.c for s in states], axis)


class CudnnGRU(_CudnnRNN):
    """GRU; states are `(h,)`."""

    def _make_cell(self) -> Any:
        return CudnnCompatibleGRUCell(self._num_units)


class CudnnRNNTanh(_CudnnRNN):
    """Plain network with tanh; states are `(h,)`."""

    def _make_cell(self) -> Any:
        return BasicRNNCell(self._num_units)


class CudnnRNNRelu(_CudnnRNN):
    """Plain network with relu; states are `(h,)`."""

    def _make_cell(self) -> Any:
        return BasicRNNCell(self._num_units, activation="relu")
