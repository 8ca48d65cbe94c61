"""`ConvLSTMCell` and its one-, two- and three-dimensional forms."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.cell import LSTMStateTuple, RNNCell
from migrate.compat_scope.variables import get_variable

__all__ = ["Conv1DLSTMCell", "Conv2DLSTMCell", "Conv3DLSTMCell", "ConvLSTMCell"]


def _convolved(args: list[Any], kernel_shape: list[int], channels: int, use_bias: bool) -> Any:
    """All args together, channels last, convolved: variables `kernel` and `biases`."""
    shapes = [a.shape.as_list() for a in args]
    rank = len(shapes[0])
    if rank not in (3, 4, 5):
        raise ValueError(f"Conv Linear expects 3D, 4D or 5D arguments: {shapes}")
    if any(len(shape) != rank for shape in shapes):
        raise ValueError(f"Conv Linear expects all args to be of same Dimension: {shapes}")
    depth = sum(shape[-1] for shape in shapes)
    dtype = args[0].dtype
    kernel = get_variable("kernel", [*kernel_shape, depth, channels], dtype=dtype)
    result = tf.nn.convolution(tf.concat(args, axis=rank - 1), kernel, padding="SAME")
    if not use_bias:
        return result
    return result + get_variable(
        "biases", [channels], dtype=dtype, initializer=tf.compat.v1.constant_initializer(0.0)
    )


class ConvLSTMCell(RNNCell):
    """LSTM with convolutions for its linear maps (arXiv 1506.04214); variables `kernel`, `biases`.

    Args:
      conv_ndims: 1, 2 or 3.
      input_shape: shape of an input, channels last, without the batch.
      output_channels: channels of state and output.
      kernel_shape: size of the kernel.
      skip_connection: whether the inputs are appended to the output.
    """

    def __init__(
        self,
        conv_ndims: int,
        input_shape: Any,
        output_channels: int,
        kernel_shape: Any,
        use_bias: bool = True,
        skip_connection: bool = False,
        forget_bias: float = 1.0,
        initializers: Any = None,
        name: str | None = "conv_lstm_cell",
    ) -> None:
        del initializers  # unused in TF1 too
        super().__init__(name=name)
        if conv_ndims != len(input_shape) - 1:
            raise ValueError(f"Invalid input_shape {input_shape} for conv_ndims={conv_ndims}.")
        self._conv_ndims = conv_ndims
        self._output_channels = output_channels
        self._kernel_shape = tuple(kernel_shape)
        self._use_bias = use_bias
        self._forget_bias = forget_bias
        self._skip_connection = skip_connection
        space = list(input_shape[:-1])
        skipped = input_shape[-1] if skip_connection else 0
        self._state_shape = (*space, output_channels)
        self._output_shape = (*space, output_channels + skipped)

    @property
    def output_size(self) -> Any:
        return tf.TensorShape(self._output_shape)

    @property
    def state_size(self) -> Any:
        size = tf.TensorShape(self._state_shape)
        return LSTMStateTuple(size, size)

    def call(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        cell, hidden = state
        gates = _convolved(
            [inputs, hidden], list(self._kernel_shape), 4 * self._output_channels, self._use_bias
        )
        i, j, f, o = tf.split(gates, 4, axis=self._conv_ndims + 1)
        new_cell = tf.sigmoid(f + self._forget_bias) * cell + tf.sigmoid(i) * tf.tanh(j)
        output = tf.tanh(new_cell) * tf.sigmoid(o)
        if self._skip_connection:
            output = tf.concat([output, inputs], axis=-1)
        return output, LSTMStateTuple(new_cell, output)


class Conv1DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over one dimension."""

    def __init__(self, name: str | None = "conv_1d_lstm_cell", **kwargs: Any) -> None:
        super().__init__(conv_ndims=1, name=name, **kwargs)


class Conv2DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over two dimensions."""

    def __init__(self, name: str | None = "conv_2d_lstm_cell", **kwargs: Any) -> None:
        super().__init__(conv_ndims=2, name=name, **kwargs)


class Conv3DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` over three dimensions."""

    def __init__(self, name: str | None = "conv_3d_lstm_cell", **kwargs: Any) -> None:
        super().__init__(conv_ndims=3, name=name, **kwargs)
