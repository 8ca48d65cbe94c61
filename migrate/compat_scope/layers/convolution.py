"""What all convolution layers share."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers.arguments import (
    channel_axis,
    conv_output_length,
    convert_data_format,
    get_activation,
    get_initializer,
    known_channels,
    normalize_data_format,
    normalize_padding,
    normalize_tuple,
)
from migrate.compat_scope.layers.base import Layer
from migrate.compat_scope.layers.input_spec import InputSpec

__all__ = ["Conv"]


class Conv(Layer):
    """N-D convolution; variables `kernel` [*kernel_size, channels, filters] and `bias`.

    Source: TF 1.15 python/layers/convolutional.py and keras/layers/convolutional.py, `Conv`.
    """

    def __init__(
        self,
        rank: int,
        filters: int | None,
        kernel_size: Any,
        strides: Any = 1,
        padding: str = "valid",
        data_format: str | None = "channels_last",
        dilation_rate: Any = 1,
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: bool = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs
        )
        self.rank = rank
        self.filters = filters
        self.kernel_size = normalize_tuple(kernel_size, rank, "kernel_size")
        self.strides = normalize_tuple(strides, rank, "strides")
        self.padding = normalize_padding(padding)
        if self.padding == "causal" and rank != 1:
            raise ValueError("Causal padding is only supported for `Conv1D`and ``SeparableConv1D`.")
        self.data_format = normalize_data_format(data_format)
        self.dilation_rate = normalize_tuple(dilation_rate, rank, "dilation_rate")
        self.activation = get_activation(activation)
        self.use_bias = use_bias
        self.kernel_initializer = get_initializer(kernel_initializer)
        self.bias_initializer = get_initializer(bias_initializer)
        self.kernel_regularizer = kernel_regularizer
        self.bias_regularizer = bias_regularizer
        self.kernel_constraint = kernel_constraint
        self.bias_constraint = bias_constraint
        self.bias: Any = None
        self.input_spec = InputSpec(ndim=rank + 2)

    def build(self, input_shape: Any) -> None:
        """Makes the variables. Raises: ValueError if the channel count is unknown."""
        axis = channel_axis(self.data_format)
        channels = known_channels(tf.TensorShape(input_shape), axis)
        self._add_kernel((*self.kernel_size, channels, self.filters))
        self._add_bias()
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={axis: channels})
        self.built = True

    def _add_kernel(self, shape: tuple[Any, ...]) -> None:
        self.kernel = self.add_weight(
            "kernel",
            shape=shape,
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            dtype=self.dtype,
        )

    def _add_bias(self) -> None:
        if self.use_bias:
            self.bias = self.add_weight(
                "bias",
                shape=(self.filters,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                dtype=self.dtype,
            )

    def call(self, inputs: Any) -> Any:
        """Outputs in the inputs' data format."""
        padding = self.padding.upper()
        if padding == "CAUSAL":
            inputs, padding = self._pad_causally(inputs), "VALID"
        if any(rate > 1 for rate in self.dilation_rate):
            outputs = self._dilated(inputs, padding)
        else:
            outputs = self._convolve(inputs, self.strides, padding)
        return self._finish(outputs)

    def _pad_causally(self, inputs: Any) -> Any:
        time = 1 if self.data_format == "channels_last" else 2
        paddings = [[0, 0], [0, 0], [0, 0]]
        paddings[time][0] = self.dilation_rate[0] * (self.kernel_size[0] - 1)
        return tf.pad(inputs, paddings)

    def _convolve(self, inputs: Any, strides: tuple[int, ...], padding: str) -> Any:
        v1 = tf.compat.v1.nn
        data_format = convert_data_format(self.data_format, self.rank + 2)
        if self.rank == 1:
            return v1.conv1d(inputs, self.kernel, strides[0], padding, data_format=data_format)
        steps = (1, 1, *strides) if data_format.startswith("NC") else (1, *strides, 1)
        convolve = v1.conv2d if self.rank == 2 else v1.conv3d
        return convolve(inputs, self.kernel, steps, padding, data_format=data_format)

    def _dilated(self, inputs: Any, padding: str) -> Any:
        """Dilation the way TF 1.15 nn_ops.py does it: its kernels (and gradients) run anywhere."""
        if any(stride > 1 for stride in self.strides):
            raise ValueError("strides > 1 not supported in conjunction with dilation_rate > 1")
        start = 2 if self.data_format == "channels_first" else 1
        return tf.compat.v1.nn.with_space_to_batch(
            inputs,
            self.dilation_rate,
            padding,
            lambda x, _, inner: self._convolve(x, self.strides, inner),
            filter_shape=self.kernel.shape,
            spatial_dims=list(range(start, start + self.rank)),
            data_format=convert_data_format(self.data_format, self.rank + 2),
        )

    def _finish(self, outputs: Any) -> Any:
        if self.use_bias:
            if self.data_format == "channels_first" and self.rank == 1:
                outputs += tf.reshape(self.bias, (1, self.filters, 1))
            else:
                data_format = convert_data_format(self.data_format, 4)
                outputs = tf.nn.bias_add(outputs, self.bias, data_format=data_format)
        return outputs if self.activation is None else self.activation(outputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Static shape of the outputs."""
        shape = tf.TensorShape(input_shape).as_list()
        first = self.data_format == "channels_first"
        space = shape[2:] if first else shape[1:-1]
        padding = "same" if self.padding == "causal" else self.padding
        lengths = [
            conv_output_length(length, kernel, padding, stride, dilation)
            for length, kernel, stride, dilation in zip(
                space, self.kernel_size, self.strides, self.dilation_rate, strict=True
            )
        ]
        channels = (
            [shape[0], self.filters, *lengths] if first else [shape[0], *lengths, self.filters]
        )
        return tf.TensorShape(channels)
