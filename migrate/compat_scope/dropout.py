"""``tf.nn.dropout`` with TF1's arguments and, in graphs, TF1's op names."""

from __future__ import annotations

import numbers
from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import in_graph, not_converted

__all__ = ["dropout"]


@not_converted
def dropout(
    x: Any,
    keep_prob: Any = None,
    noise_shape: Any = None,
    seed: Any = None,
    name: str | None = None,
    rate: Any = None,
) -> Any:
    """Keeps each element of `x` with probability `keep_prob` (= 1 - `rate`), scaled up by its inverse; else 0.

    TF 2 ends in a ``SelectV2`` where TF1 multiplied with the mask: its result was ``dropout/mul_1``, and graph programs look it up
    by that name. Outside graphs this is TF 2's. Raises: ValueError for a rate that is no probability.

    Source: TF 1.15 python/ops/nn_ops.py, ``dropout`` and ``dropout_v2``.
    """
    if not in_graph():
        return tf.compat.v1.nn.dropout(
            x, keep_prob=keep_prob, noise_shape=noise_shape, seed=seed, name=name, rate=rate
        )
    if keep_prob is not None and rate is None:
        rate = 1.0 - keep_prob
    with tf.compat.v1.name_scope(name, "dropout", [x]) as scope:
        x = tf.convert_to_tensor(x, name="x")
        number = isinstance(rate, numbers.Real)
        if rate is None or not x.dtype.is_floating or (number and not 0 < rate < 1):
            return _checked(x, rate, noise_shape, seed, scope)
        rate = tf.convert_to_tensor(rate, dtype=x.dtype, name="rate")
        rate.shape.assert_has_rank(0)
        if tf.get_static_value(rate) == 0:
            return x
        uniform = tf.random.uniform(_noise_shape(x, noise_shape), seed=seed, dtype=x.dtype)
        scale = 1 / (1 - rate)
        result = x * scale * tf.cast(uniform >= rate, x.dtype)
        result.set_shape(x.shape)
        return result


def _checked(x: Any, rate: Any, noise_shape: Any, seed: Any, scope: str) -> Any:
    """What makes no op (a rate of 0), or is an error: TensorFlow's own."""
    return tf.compat.v1.nn.dropout(x, rate=rate, noise_shape=noise_shape, seed=seed, name=scope)


def _noise_shape(x: Any, noise_shape: Any) -> Any:
    """`noise_shape` with its Nones filled in from `x`; the shape of `x` where there is none."""
    if noise_shape is None:
        return tf.shape(x)
    try:
        given = tf.TensorShape(noise_shape)
    except (TypeError, ValueError):
        return noise_shape  # a tensor
    if given.rank is None or x.shape.rank != given.rank:
        return noise_shape
    sizes = zip(given.as_list(), x.shape.as_list())
    return [mine if mine is not None else theirs for mine, theirs in sizes]
