"""``tf.nn.moments`` whose results TensorFlow 2 does not fuse into another normalization."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted

__all__ = ["moments"]


@not_converted
def moments(
    x: Any,
    axes: Any,
    shift: Any = None,
    name: str | None = None,
    keep_dims: bool | None = None,
    keepdims: bool | None = None,
) -> Any:
    """The mean and variance of `x` over `axes`, with TF 1.15's arguments (nn_impl.py, ``moments``).

    On a CPU with oneDNN, TF 2 (measured on 2.21) takes ``(x - mean) / tf.sqrt(variance + epsilon)``, in sessions and in
    ``tf.function``, for a layer normalization with an epsilon of 0.001, whatever the program says; with small
    variances nothing of the result is right. It does so only when the last axis is given by a number that is
    not negative. Counted from the end, the axes are the same and the numbers are TF 1.15's.
    """
    x = tf.convert_to_tensor(x)
    return tf.compat.v1.nn.moments(
        x, _from_the_end(axes, x.shape.rank), shift, name, keep_dims, keepdims
    )


def _from_the_end(axes: Any, rank: int | None) -> Any:
    if rank is None or isinstance(axes, tf.Tensor):
        return axes
    if isinstance(axes, (list, tuple)):
        return [_from_the_end(axis, rank) for axis in axes]
    try:
        axis = int(axes)
    except (TypeError, ValueError):
        return axes
    return axis - rank if axis >= 0 else axis
