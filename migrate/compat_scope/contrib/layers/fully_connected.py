"""Fully connected layers and bias."""

from __future__ import annotations

import functools
from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.framework.model_variables import model_variable
from migrate.compat_scope.contrib.layers import utils
from migrate.compat_scope.contrib.layers.scoping import (
    check_data_format,
    finish,
    layer_function,
    model_variable_getter,
    normalized,
)
from migrate.compat_scope.initializers import xavier_initializer
from migrate.compat_scope.layers.dense import Dense
from migrate.compat_scope.scope import variable_scope

__all__ = ["bias_add", "elu", "fully_connected", "linear", "relu", "relu6"]

_xavier = xavier_initializer()
_zeros = tf.compat.v1.zeros_initializer()


@layer_function
def fully_connected(
    inputs: Any,
    num_outputs: int,
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
    """Dense layer on the last axis; relu unless told otherwise, no bias with a normalizer.

    Variables `fully_connected/weights` and `biases`. Raises: ValueError if `num_outputs` is no int.
    Source: TF 1.15 contrib/layers/python/layers/layers.py.
    """
    if not isinstance(num_outputs, int):
        raise ValueError(
            f"num_outputs type should be one of [<class 'int'>], got {type(num_outputs)}."
        )
    getter = model_variable_getter({"bias": "biases", "kernel": "weights"})
    with variable_scope(
        scope, "fully_connected", [inputs], reuse=reuse, custom_getter=getter
    ) as sc:
        inputs = tf.convert_to_tensor(inputs)
        layer = Dense(
            units=num_outputs,
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


elu = functools.partial(fully_connected, activation_fn=tf.nn.elu)
linear = functools.partial(fully_connected, activation_fn=None)
relu = functools.partial(fully_connected, activation_fn=tf.nn.relu)
relu6 = functools.partial(fully_connected, activation_fn=tf.nn.relu6)


@layer_function
def bias_add(
    inputs: Any,
    activation_fn: Any = None,
    initializer: Any = _zeros,
    regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    data_format: str = "NHWC",
    scope: Any = None,
) -> Any:
    """Adds a variable `BiasAdd/biases` to the channels.

    Raises: ValueError if the channel count is unknown, or for NCHW inputs not of rank 4.
    """
    check_data_format(data_format, "NCHW", "NHWC")
    with variable_scope(scope, "BiasAdd", [inputs], reuse=reuse) as sc:
        inputs = tf.convert_to_tensor(inputs)
        rank = inputs.shape.rank
        if rank is None:
            raise ValueError("Dims of shape must be known but is None")
        if rank != 4 and data_format == "NCHW":
            raise ValueError("Data format NCHW only supports 4D Tensor")
        axis = 1 if data_format == "NCHW" else -1
        num_features = tf.compat.dimension_value(inputs.shape[axis])
        if num_features is None:
            raise ValueError("`C` dimension must be known but is None")
        biases = model_variable(
            "biases",
            shape=[num_features],
            dtype=inputs.dtype.base_dtype,
            initializer=initializer,
            regularizer=regularizer,
            collections=utils.get_variable_collections(variables_collections, "biases"),
            trainable=trainable,
        )
        outputs = tf.nn.bias_add(inputs, biases, data_format=data_format)
        return finish(outputs, activation_fn, outputs_collections, sc.name)
