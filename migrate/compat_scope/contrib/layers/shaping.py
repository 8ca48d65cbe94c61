"""Layers without variables: flatten, dropout, one-hot, softmax and other rearrangements."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.framework.model_variables import model_variable
from migrate.compat_scope.contrib.layers import utils
from migrate.compat_scope.contrib.layers.scoping import (
    check_data_format,
    keras_format,
    layer_function,
    model_variable_getter,
)
from migrate.compat_scope.layers.core import Dropout
from migrate.compat_scope.layers.core import flatten as core_flatten
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.scope import variable_scope

__all__ = [
    "dense_to_sparse",
    "dropout",
    "flatten",
    "images_to_sequence",
    "maxout",
    "one_hot_encoding",
    "poincare_normalize",
    "scale_gradient",
    "sequence_to_images",
    "softmax",
    "spatial_softmax",
]


@layer_function
def dropout(
    inputs: Any,
    keep_prob: Any = 0.5,
    noise_shape: Any = None,
    is_training: Any = True,
    outputs_collections: Any = None,
    scope: Any = None,
    seed: Any = None,
) -> Any:
    """Keeps a unit with probability `keep_prob` while training, scaled by its inverse.

    Source, also of the functions below: TF 1.15 contrib/layers/python/layers/layers.py.
    """
    with variable_scope(scope, "Dropout", [inputs], custom_getter=model_variable_getter()) as sc:
        layer = Dropout(
            rate=1 - keep_prob, noise_shape=noise_shape, seed=seed, name=sc.name, _scope=sc
        )
        outputs = layer.apply(tf.convert_to_tensor(inputs), training=is_training)
        return utils.collect_named_outputs(outputs_collections, sc.name, outputs)


@layer_function
def flatten(inputs: Any, outputs_collections: Any = None, scope: Any = None) -> Any:
    """Merges all axes but the first."""
    with name_scope(scope, "Flatten", [inputs]) as sc:
        outputs = core_flatten(tf.convert_to_tensor(inputs))
        return utils.collect_named_outputs(outputs_collections, sc, outputs)


@layer_function
def one_hot_encoding(
    labels: Any,
    num_classes: int,
    on_value: Any = 1.0,
    off_value: Any = 0.0,
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any:
    """Labels as rows of `off_value`s with one `on_value`."""
    with name_scope(scope, "OneHotEncoding", [labels, num_classes]) as sc:
        labels = tf.convert_to_tensor(labels)
        if labels.dtype == tf.int32:
            labels = tf.cast(labels, tf.int64)
        outputs = tf.one_hot(labels, num_classes, on_value=on_value, off_value=off_value)
        return utils.collect_named_outputs(outputs_collections, sc, outputs)


@layer_function
def softmax(logits: Any, scope: Any = None) -> Any:
    """Softmax over the last axis, of any rank from 2 on."""
    with variable_scope(scope, "softmax", [logits]):
        num_logits = utils.last_dimension(logits.shape, min_rank=2)
        predictions = tf.nn.softmax(tf.reshape(logits, [-1, num_logits]))
        predictions = tf.reshape(predictions, tf.shape(logits))
        if not tf.executing_eagerly():
            predictions.set_shape(logits.shape)
        return predictions


@layer_function
def maxout(inputs: Any, num_units: int, axis: int = -1, scope: Any = None) -> Any:
    """Maximum over groups of channels. Raises: ValueError if they do not divide evenly."""
    with variable_scope(scope, "MaxOut", [inputs]):
        inputs = tf.convert_to_tensor(inputs)
        shape: list[Any] = inputs.shape.as_list()
        channels = shape[axis]
        if channels % num_units:
            raise ValueError(
                f"number of features({channels}) is not a multiple of num_units({num_units})"
            )
        shape[axis] = num_units
        shape.append(channels // num_units)
        sizes = tf.shape(inputs)
        shape = [sizes[i] if size is None else size for i, size in enumerate(shape)]
        return tf.reduce_max(tf.reshape(inputs, shape), -1)


@layer_function
def dense_to_sparse(
    tensor: Any, eos_token: Any = 0, outputs_collections: Any = None, scope: Any = None
) -> Any:
    """A `SparseTensor` of the elements that are not `eos_token`."""
    with variable_scope(scope, "dense_to_sparse", [tensor]) as sc:
        tensor = tf.convert_to_tensor(tensor)
        indices = tf.where(tf.not_equal(tensor, tf.constant(eos_token, tensor.dtype)))
        shape = tf.shape(tensor, out_type=tf.int64)
        outputs = tf.SparseTensor(indices, tf.gather_nd(tensor, indices), shape)
        return utils.collect_named_outputs(outputs_collections, sc.name, outputs)


@layer_function
def images_to_sequence(
    inputs: Any, data_format: str = "NHWC", outputs_collections: Any = None, scope: Any = None
) -> Any:
    """[batch, height, width, depth] -> [width, batch * height, depth]."""
    check_data_format(data_format, "NCHW", "NHWC")
    with name_scope(scope, "ImagesToSequence", [inputs]) as sc:
        inputs = tf.convert_to_tensor(inputs)
        if keras_format(data_format) == "channels_first":
            inputs = tf.transpose(inputs, [0, 2, 3, 1])
        _, _, width, depth = inputs.shape.as_list()
        sizes = tf.shape(inputs)
        outputs = tf.reshape(
            tf.transpose(inputs, [2, 0, 1, 3]), [width, sizes[0] * sizes[1], depth]
        )
        return utils.collect_named_outputs(outputs_collections, sc, outputs)


@layer_function
def sequence_to_images(
    inputs: Any,
    height: int,
    output_data_format: str = "channels_last",
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any:
    """[width, batch * height, depth] -> images."""
    with name_scope(scope, "SequenceToImages", [inputs]) as sc:
        inputs = tf.convert_to_tensor(inputs)
        width, rows, depth = inputs.shape.as_list()
        reshaped = tf.reshape(
            inputs, [width, -1 if rows is None else rows // height, height, depth]
        )
        order = [1, 3, 2, 0] if output_data_format == "channels_first" else [1, 2, 0, 3]
        outputs = tf.transpose(reshaped, order)
        return utils.collect_named_outputs(outputs_collections, sc, outputs)


@layer_function
def spatial_softmax(
    features: Any,
    temperature: Any = None,
    name: Any = None,
    variables_collections: Any = None,
    trainable: bool = True,
    data_format: str = "NHWC",
) -> Any:
    """Expected image coordinates of each channel's activation, [batch, 2 * channels], in -1..1.

    Variable `spatial_softmax/temperature`.
    """
    with variable_scope(name, "spatial_softmax"):
        check_data_format(data_format, "NCHW", "NHWC")
        nhwc = data_format == "NHWC"
        sizes = tf.shape(features)
        height, width = (sizes[1], sizes[2]) if nhwc else (sizes[2], sizes[3])
        channels = tf.compat.dimension_value(features.shape[3 if nhwc else 1])
        if channels is None:
            raise ValueError(
                "The num_channels dimension of the inputs to `spatial_softmax` should be defined. "
                "Found `None`."
            )
        with name_scope("spatial_softmax_op", "spatial_softmax_op", [features]):
            grid = tf.meshgrid(
                tf.linspace(-1.0, 1.0, num=height),
                tf.linspace(-1.0, 1.0, num=width),
                indexing="ij",
            )
            pos_x, pos_y = (tf.reshape(axis, [height * width]) for axis in grid)
            v1 = tf.compat.v1
            start = 1.0 if temperature is None else temperature
            temperature = model_variable(
                "temperature",
                shape=(),
                dtype=tf.float32,
                initializer=v1.constant_initializer(start),
                collections=(
                    utils.get_variable_collections(variables_collections, "temperature")
                    if trainable
                    else None
                ),
                trainable=trainable,
            )
            if nhwc:
                features = tf.transpose(features, [0, 3, 1, 2])
            attention = tf.nn.softmax(tf.reshape(features, [-1, height * width]) / temperature)
            expected = [
                tf.reduce_sum(axis * attention, [1], keepdims=True) for axis in (pos_x, pos_y)
            ]
            return tf.reshape(tf.concat(expected, 1), [-1, channels * 2])


@not_converted
def scale_gradient(inputs: Any, gradient_multiplier: Any) -> Any:
    """The inputs; gradients that flow back through it are multiplied."""

    @tf.custom_gradient  # type: ignore[untyped-decorator]
    def scaled(x: Any, multiplier: Any) -> Any:
        return tf.identity(x), lambda grad: (grad * multiplier, None)

    return scaled(inputs, tf.convert_to_tensor(gradient_multiplier, dtype=inputs.dtype))


@not_converted
def poincare_normalize(
    x: Any, axis: int = 1, epsilon: float = 1e-5, name: str | None = None
) -> Any:
    """Projects vectors into the unit ball, but for `epsilon`."""
    with name_scope(name, "poincare_normalize", [x]):
        x = tf.convert_to_tensor(x, name="x")
        inverse_norm = tf.math.rsqrt(tf.reduce_sum(tf.square(x), axis, keepdims=True))
        return x * tf.minimum((1.0 - epsilon) * inverse_norm, 1.0)
