"""Transposed, in-plane and separable convolutions."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.framework.model_variables import model_variable
from migrate.compat_scope.contrib.layers import utils
from migrate.compat_scope.contrib.layers.scoping import (
    check_data_format,
    finish,
    keras_format,
    layer_function,
    model_variable_getter,
    normalized,
)
from migrate.compat_scope.initializers import xavier_initializer
from migrate.compat_scope.layers.separable import SeparableConv2D
from migrate.compat_scope.layers.transposed import Conv2DTranspose, Conv3DTranspose
from migrate.compat_scope.scope import variable_scope

__all__ = [
    "conv2d_in_plane",
    "conv2d_transpose",
    "conv3d_transpose",
    "convolution2d_in_plane",
    "convolution2d_transpose",
    "convolution3d_transpose",
    "separable_conv2d",
    "separable_convolution2d",
]

_xavier = xavier_initializer()
_zeros = tf.compat.v1.zeros_initializer()


@layer_function
def convolution2d_transpose(
    inputs: Any,
    num_outputs: int,
    kernel_size: Any,
    stride: Any = 1,
    padding: str = "SAME",
    data_format: str = "NHWC",
    activation_fn: Any = tf.nn.relu,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = _xavier,
    weights_regularizer: Any = None,
    biases_initializer: Any = _zeros,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    scope: Any = None,
) -> Any:
    """Transposed convolution of inputs of rank 4; variables `Conv2d_transpose/weights`, `biases`."""
    getter = model_variable_getter({"bias": "biases", "kernel": "weights"})
    with variable_scope(
        scope, "Conv2d_transpose", [inputs], reuse=reuse, custom_getter=getter
    ) as sc:
        check_data_format(data_format, "NCHW", "NHWC")
        inputs = tf.convert_to_tensor(inputs)
        layer = Conv2DTranspose(
            filters=num_outputs,
            kernel_size=kernel_size,
            strides=stride,
            padding=padding,
            data_format=keras_format(data_format),
            activation=None,
            use_bias=not normalizer_fn and biases_initializer,
            kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer,
            kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer,
            trainable=trainable,
            name=sc.name,
            dtype=inputs.dtype.base_dtype,
            _scope=sc,
            _reuse=reuse,
        )
        outputs = layer.apply(inputs)
        utils.add_variable_to_collections(layer.kernel, variables_collections, "weights")
        if layer.bias is not None:
            utils.add_variable_to_collections(layer.bias, variables_collections, "biases")
        outputs = normalized(outputs, normalizer_fn, normalizer_params)
        return finish(outputs, activation_fn, outputs_collections, sc.name)


@layer_function
def convolution3d_transpose(
    inputs: Any,
    num_outputs: int,
    kernel_size: Any,
    stride: Any = 1,
    padding: str = "SAME",
    data_format: str = "NDHWC",
    activation_fn: Any = tf.nn.relu,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = _xavier,
    weights_regularizer: Any = None,
    biases_initializer: Any = _zeros,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    scope: Any = None,
) -> Any:
    """Transposed convolution of inputs of rank 5; variables `Conv3d_transpose/weights`, `biases`."""
    getter = model_variable_getter({"bias": "biases", "kernel": "weights"})
    with variable_scope(
        scope, "Conv3d_transpose", [inputs], reuse=reuse, custom_getter=getter
    ) as sc:
        check_data_format(data_format, "NCDHW", "NDHWC")
        inputs = tf.convert_to_tensor(inputs)
        layer = Conv3DTranspose(
            filters=num_outputs,
            kernel_size=kernel_size,
            strides=stride,
            padding=padding,
            data_format=keras_format(data_format),
            activation=None,
            use_bias=not normalizer_fn and biases_initializer,
            kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer,
            kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer,
            trainable=trainable,
            name=sc.name,
            dtype=inputs.dtype.base_dtype,
            _scope=sc,
            _reuse=reuse,
        )
        outputs = layer.apply(inputs)
        utils.add_variable_to_collections(layer.kernel, variables_collections, "weights")
        if layer.bias is not None:
            utils.add_variable_to_collections(layer.bias, variables_collections, "biases")
        outputs = normalized(outputs, normalizer_fn, normalizer_params)
        return finish(outputs, activation_fn, outputs_collections, sc.name)


@layer_function
def convolution2d_in_plane(
    inputs: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: str = "SAME",
    activation_fn: Any = tf.nn.relu,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = _xavier,
    weights_regularizer: Any = None,
    biases_initializer: Any = _zeros,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    scope: Any = None,
) -> Any:
    """The same 2-D convolution on every channel; variables `ConvInPlane/weights`, `biases`."""
    with variable_scope(scope, "ConvInPlane", [inputs], reuse=reuse) as sc:
        dtype = inputs.dtype.base_dtype
        stride_h, stride_w = utils.two_element_tuple(stride)
        channels = utils.last_dimension(inputs.shape, min_rank=4)
        weights = model_variable(
            "weights",
            shape=[*utils.two_element_tuple(kernel_size), 1, 1],
            dtype=dtype,
            initializer=weights_initializer,
            regularizer=weights_regularizer,
            collections=utils.get_variable_collections(variables_collections, "weights"),
            trainable=trainable,
        )
        outputs = tf.compat.v1.nn.depthwise_conv2d(
            inputs, tf.tile(weights, [1, 1, channels, 1]), [1, stride_h, stride_w, 1], padding
        )
        if normalizer_fn is not None:
            outputs = normalized(outputs, normalizer_fn, normalizer_params)
        elif biases_initializer is not None:
            biases = model_variable(
                "biases",
                shape=[channels],
                dtype=dtype,
                initializer=biases_initializer,
                regularizer=biases_regularizer,
                collections=utils.get_variable_collections(variables_collections, "biases"),
                trainable=trainable,
            )
            outputs = tf.nn.bias_add(outputs, biases)
        return finish(outputs, activation_fn, outputs_collections, sc.name)


@layer_function
def separable_convolution2d(
    inputs: Any,
    num_outputs: int | None,
    kernel_size: Any,
    depth_multiplier: int = 1,
    stride: Any = 1,
    padding: str = "SAME",
    data_format: str = "NHWC",
    rate: Any = 1,
    activation_fn: Any = tf.nn.relu,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = _xavier,
    pointwise_initializer: Any = None,
    weights_regularizer: Any = None,
    biases_initializer: Any = _zeros,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    scope: Any = None,
) -> Any:
    """Depthwise, then pointwise convolution; the depthwise one only if `num_outputs` is None.

    Variables `SeparableConv2d/depthwise_weights`, `pointwise_weights`, `biases`.
    """
    check_data_format(data_format, "NCHW", "NHWC")
    getter = model_variable_getter(
        {
            "bias": "biases",
            "depthwise_kernel": "depthwise_weights",
            "pointwise_kernel": "pointwise_weights",
        }
    )
    with variable_scope(
        scope, "SeparableConv2d", [inputs], reuse=reuse, custom_getter=getter
    ) as sc:
        inputs = tf.convert_to_tensor(inputs)
        if num_outputs is not None:
            layer = SeparableConv2D(
                filters=num_outputs,
                kernel_size=kernel_size,
                strides=stride,
                padding=padding,
                data_format=keras_format(data_format),
                dilation_rate=utils.two_element_tuple(rate),
                activation=None,
                depth_multiplier=depth_multiplier,
                use_bias=not normalizer_fn and biases_initializer,
                depthwise_initializer=weights_initializer,
                pointwise_initializer=pointwise_initializer or weights_initializer,
                bias_initializer=biases_initializer,
                depthwise_regularizer=weights_regularizer,
                pointwise_regularizer=weights_regularizer,
                bias_regularizer=biases_regularizer,
                trainable=trainable,
                name=sc.name,
                dtype=inputs.dtype.base_dtype,
                _scope=sc,
                _reuse=reuse,
            )
            outputs = layer.apply(inputs)
            for kernel in (layer.depthwise_kernel, layer.pointwise_kernel):
                utils.add_variable_to_collections(kernel, variables_collections, "weights")
            if layer.bias is not None:
                utils.add_variable_to_collections(layer.bias, variables_collections, "biases")
            outputs = normalized(outputs, normalizer_fn, normalizer_params)
            return finish(outputs, activation_fn, outputs_collections, sc.name)

        dtype = inputs.dtype.base_dtype
        steps = utils.two_element_tuple(stride)
        channels = utils.channel_dimension(inputs.shape, keras_format(data_format), min_rank=4)
        depthwise_weights = model_variable(
            "depthwise_weights",
            shape=[*utils.two_element_tuple(kernel_size), channels, depth_multiplier],
            dtype=dtype,
            initializer=weights_initializer,
            regularizer=weights_regularizer,
            trainable=trainable,
            collections=utils.get_variable_collections(variables_collections, "weights"),
        )
        outputs = tf.compat.v1.nn.depthwise_conv2d(
            inputs,
            depthwise_weights,
            [1, 1, *steps] if data_format.startswith("NC") else [1, *steps, 1],
            padding,
            rate=utils.two_element_tuple(rate),
            data_format=data_format,
        )
        if normalizer_fn is not None:
            outputs = normalized(outputs, normalizer_fn, normalizer_params)
        elif biases_initializer is not None:
            biases = model_variable(
                "biases",
                shape=[depth_multiplier * channels],
                dtype=dtype,
                initializer=biases_initializer,
                regularizer=biases_regularizer,
                trainable=trainable,
                collections=utils.get_variable_collections(variables_collections, "biases"),
            )
            outputs = tf.nn.bias_add(outputs, biases, data_format=data_format)
        return finish(outputs, activation_fn, outputs_collections, sc.name)


conv2d_in_plane = convolution2d_in_plane
conv2d_transpose = convolution2d_transpose
conv3d_transpose = convolution3d_transpose
separable_conv2d = separable_convolution2d
