"""Transposed convolution layers ("deconvolution")."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers.arguments import (
    channel_axis,
    convert_data_format,
    deconv_output_length,
    known_channels,
)
from migrate.compat_scope.layers.convolution import Conv
from migrate.compat_scope.layers.input_spec import InputSpec
from migrate.compat_scope.modes import not_converted

__all__ = ["Conv2DTranspose", "Conv3DTranspose", "conv2d_transpose", "conv3d_transpose"]


class _ConvTranspose(Conv):
    """Transposed convolution; variable `kernel` is [*kernel_size, filters, channels].

    Source: TF 1.15 keras/layers/convolutional.py, `Conv2DTranspose` and `Conv3DTranspose`.
    """

    def build(self, input_shape: Any) -> None:
        """Makes the variables. Raises: ValueError if rank or channel count do not fit."""
        shape = tf.TensorShape(input_shape)
        if len(shape) != self.rank + 2:
            raise ValueError(
                f"Inputs should have rank {self.rank + 2}. Received input shape: {shape}"
            )
        axis = channel_axis(self.data_format)
        channels = known_channels(shape, axis)
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={axis: channels})
        self._add_kernel((*self.kernel_size, self.filters, channels))
        self._add_bias()
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Outputs in the inputs' data format; a `valid` one grows by kernel - stride."""
        static_shape = inputs.shape
        rank = self.rank + 2
        first = self.data_format == "channels_first"
        # The CPU has no channels-first kernel for the 2-D case (keras/backend.py, TF 1.15).
        transposed = first and rank == 4 and not tf.config.list_physical_devices("GPU")
        if transposed:
            inputs, first = tf.transpose(inputs, (0, *range(2, rank), 1)), False
        sizes = tf.shape(inputs)
        start = 2 if first else 1
        lengths = [
            deconv_output_length(sizes[start + i], kernel, self.padding, stride)
            for i, (kernel, stride) in enumerate(zip(self.kernel_size, self.strides, strict=True))
        ]
        shape = [sizes[0], self.filters, *lengths] if first else [sizes[0], *lengths, self.filters]
        strides = (1, 1, *self.strides) if first else (1, *self.strides, 1)
        v1 = tf.compat.v1.nn
        outputs = (v1.conv2d_transpose if rank == 4 else v1.conv3d_transpose)(
            inputs,
            self.kernel,
            tf.stack(shape),
            strides,
            padding=self.padding.upper(),
            data_format=convert_data_format("channels_first" if first else "channels_last", rank),
        )
        if transposed:
            outputs = tf.transpose(outputs, (0, rank - 1, *range(1, rank - 1)))
        if not tf.executing_eagerly():
            outputs.set_shape(self.compute_output_shape(static_shape))
        return self._finish(outputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Static shape of the outputs."""
        shape = tf.TensorShape(input_shape).as_list()
        first = self.data_format == "channels_first"
        space = shape[2:] if first else shape[1:-1]
        lengths = [
            deconv_output_length(length, kernel, self.padding, stride)
            for length, kernel, stride in zip(space, self.kernel_size, self.strides, strict=True)
        ]
        channels = (
            [shape[0], self.filters, *lengths] if first else [shape[0], *lengths, self.filters]
        )
        return tf.TensorShape(channels)


class Conv2DTranspose(_ConvTranspose):
    """Transposed convolution over 2 spatial axes of inputs of rank 4."""

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = (1, 1),
        padding: str = "valid",
        data_format: str | None = "channels_last",
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
            2,
            filters,
            kernel_size,
            strides,
            padding,
            data_format,
            1,
            activation,
            use_bias,
            kernel_initializer,
            bias_initializer,
            kernel_regularizer,
            bias_regularizer,
            activity_regularizer,
            kernel_constraint,
            bias_constraint,
            trainable,
            name,
            **kwargs,
        )


class Conv3DTranspose(_ConvTranspose):
    """Transposed convolution over 3 spatial axes of inputs of rank 5."""

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = (1, 1, 1),
        padding: str = "valid",
        data_format: str | None = "channels_last",
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
            3,
            filters,
            kernel_size,
            strides,
            padding,
            data_format,
            1,
            activation,
            use_bias,
            kernel_initializer,
            bias_initializer,
            kernel_regularizer,
            bias_regularizer,
            activity_regularizer,
            kernel_constraint,
            bias_constraint,
            trainable,
            name,
            **kwargs,
        )


@not_converted
def conv2d_transpose(
    inputs: Any,
    filters: int,
    kernel_size: Any,
    strides: Any = (1, 1),
    padding: str = "valid",
    data_format: str | None = "channels_last",
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
    reuse: Any = None,
) -> Any:
    """`Conv2DTranspose` applied once."""
    layer = Conv2DTranspose(
        filters,
        kernel_size,
        strides,
        padding,
        data_format,
        activation,
        use_bias,
        kernel_initializer,
        bias_initializer,
        kernel_regularizer,
        bias_regularizer,
        activity_regularizer,
        kernel_constraint,
        bias_constraint,
        trainable,
        name,
        _scope=name,
        _reuse=reuse,
    )
    return layer.apply(inputs)


@not_converted
def conv3d_transpose(
    inputs: Any,
    filters: int,
    kernel_size: Any,
    strides: Any = (1, 1, 1),
    padding: str = "valid",
    data_format: str | None = "channels_last",
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
    reuse: Any = None,
) -> Any:
    """`Conv3DTranspose` applied once."""
    layer = Conv3DTranspose(
        filters,
        kernel_size,
        strides,
        padding,
        data_format,
        activation,
        use_bias,
        kernel_initializer,
        bias_initializer,
        kernel_regularizer,
        bias_regularizer,
        activity_regularizer,
        kernel_constraint,
        bias_constraint,
        trainable,
        name,
        _scope=name,
        _reuse=reuse,
    )
    return layer.apply(inputs)
