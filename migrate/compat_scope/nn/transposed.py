"""Transposed convolutions whose result has the batch size that ``output_shape`` says.

TF 1.15 read the result's whole static shape off a constant ``output_shape``. TF 2 takes the batch size from
the input, so that where the input's is unknown, ``y.get_shape()`` is no longer a shape to reshape to
(TF 1.15 and 2.21, shape function of Conv2DBackpropInput).
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf


def conv1d_transpose(
    input: Any,
    filters: Any,
    output_shape: Any,
    strides: Any,
    padding: str = "SAME",
    data_format: str = "NWC",
    dilations: Any = None,
    name: str | None = None,
) -> tf.Tensor:
    """As ``tf.nn.conv1d_transpose`` in TF 1.15."""
    result = tf.nn.conv1d_transpose(
        input, filters, output_shape, strides, padding, data_format, dilations, name
    )
    return _with_shape(result, output_shape)


def conv2d_transpose(
    value: Any = None,
    filter: Any = None,
    output_shape: Any = None,
    strides: Any = None,
    padding: str = "SAME",
    data_format: str = "NHWC",
    name: str | None = None,
    input: Any = None,
    filters: Any = None,
    dilations: Any = None,
) -> tf.Tensor:
    """As ``tf.nn.conv2d_transpose`` in TF 1.15: `value` is also called `input`, `filter` `filters`."""
    result = tf.compat.v1.nn.conv2d_transpose(
        value,
        filter,
        output_shape,
        strides,
        padding,
        data_format,
        name,
        input=input,
        filters=filters,
        dilations=dilations,
    )
    return _with_shape(result, output_shape)


def atrous_conv2d_transpose(
    value: Any,
    filters: Any,
    output_shape: Any,
    rate: int,
    padding: str,
    name: str | None = None,
) -> tf.Tensor:
    """As ``tf.nn.atrous_conv2d_transpose`` in TF 1.15."""
    result = tf.nn.atrous_conv2d_transpose(value, filters, output_shape, rate, padding, name)
    return _with_shape(result, output_shape)


def _with_shape(result: tf.Tensor, output_shape: Any) -> tf.Tensor:
    """Tells `result` what is known of `output_shape` without running anything."""
    known = tf.get_static_value(tf.convert_to_tensor(output_shape), partial=True)
    if known is not None:
        result.set_shape([None if size is None else int(size) for size in known])
    return result
