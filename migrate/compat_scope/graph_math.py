"""Functions that TF1 built of other ops than TF 2 does, for graph programs, where their tensors are looked up by name.

Eager code has TF 2's own functions.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted

__all__ = ["bincount", "confusion_matrix", "lin_space", "linspace", "reduce_logsumexp"]

v1 = tf.compat.v1


@not_converted
def linspace(start: Any, stop: Any, num: Any, name: str | None = None) -> tf.Tensor:
    """As ``tf.linspace`` in TF 1.15, whose kernel's values it has to the last bit."""
    return tf.raw_ops.LinSpace(start=start, stop=stop, num=num, name=name)


lin_space = linspace


@not_converted
def reduce_logsumexp(
    input_tensor: Any,
    axis: Any = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: Any = None,
    keep_dims: bool | None = None,
) -> tf.Tensor:
    """As ``tf.reduce_logsumexp`` in TF 1.15: the result is ``ReduceLogSumExp/Add``."""
    if reduction_indices is not None:
        axis = reduction_indices
    if keep_dims is not None:
        keepdims = keep_dims
    with v1.name_scope(name, "ReduceLogSumExp", [input_tensor]):
        largest = tf.reduce_max(input_tensor, axis, keepdims=True)
        finite = tf.math.is_finite(largest)
        largest = tf.stop_gradient(v1.where(finite, largest, v1.zeros_like(largest)))
        powers = tf.exp(tf.subtract(input_tensor, largest))
        result = tf.math.log(tf.reduce_sum(powers, axis, keepdims=bool(keepdims)))
        if not keepdims:
            largest = tf.reshape(largest, tf.shape(result))
        return tf.raw_ops.Add(x=result, y=largest)


@not_converted
def bincount(
    arr: Any,
    weights: Any = None,
    minlength: Any = None,
    maxlength: Any = None,
    dtype: Any = tf.int32,
) -> tf.Tensor:
    """As ``tf.bincount`` in TF 1.15: the result is ``bincount/Bincount``, with weights ``bincount/UnsortedSegmentSum``."""
    with v1.name_scope("bincount"):
        arr = tf.convert_to_tensor(arr, tf.int32, name="arr")
        some = tf.reduce_prod(tf.shape(arr)) > 0
        size = tf.cast(some, tf.int32) * (tf.reduce_max(arr) + 1)
        if minlength is not None:
            minlength = tf.convert_to_tensor(minlength, tf.int32, name="minlength")
            size = tf.maximum(minlength, size)
        if maxlength is not None:
            maxlength = tf.convert_to_tensor(maxlength, tf.int32, name="maxlength")
            size = tf.minimum(maxlength, size)
        if weights is None:
            return tf.raw_ops.Bincount(arr=arr, size=size, weights=tf.constant([], dtype))
        weights = tf.convert_to_tensor(weights, name="weights")
        return tf.math.unsorted_segment_sum(weights, arr, size)


@not_converted
def confusion_matrix(
    labels: Any,
    predictions: Any,
    num_classes: Any = None,
    dtype: Any = tf.int32,
    name: str | None = None,
    weights: Any = None,
) -> tf.Tensor:
    """As ``tf.confusion_matrix`` in TF 1.15: the result is ``confusion_matrix/SparseTensorDenseAdd``."""
    values = (predictions, labels, num_classes, weights)
    with v1.name_scope(name, "confusion_matrix", values) as scope:
        counts = v1.confusion_matrix(labels, predictions, num_classes, dtype, scope, weights)
        return tf.identity(counts, name="SparseTensorDenseAdd")
