"""The initializers of `tf.contrib.layers`; the others of TF1 still are in `tf.compat.v1`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import tensorflow as tf

__all__ = [
    "variance_scaling_initializer",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]


def xavier_initializer(
    uniform: bool = True, seed: int | None = None, dtype: Any = tf.float32
) -> Callable[..., Any]:
    """Glorot initialization, uniform or truncated normal.

    The normal one differs from `tf.glorot_normal_initializer`: it divides by another constant for the
    truncation (1.3 on the variance). Source: TF 1.15 contrib/layers/python/layers/initializers.py.
    """
    return variance_scaling_initializer(
        factor=1.0, mode="FAN_AVG", uniform=uniform, seed=seed, dtype=dtype
    )


xavier_initializer_conv2d = xavier_initializer


def variance_scaling_initializer(
    factor: float = 2.0,
    mode: str = "FAN_IN",
    uniform: bool = False,
    seed: int | None = None,
    dtype: Any = tf.float32,
) -> Callable[..., Any]:
    """Values of variance `factor / n`, where n is the fan of the shape that `mode` names.

    The default is He's. `mode`: `FAN_IN`, `FAN_OUT` or `FAN_AVG`. Raises: TypeError for another mode
    or a dtype that is not floating point. Source: as `xavier_initializer`.
    """
    if not tf.as_dtype(dtype).is_floating:
        raise TypeError("Cannot create initializer for non-floating point type.")
    if mode not in ("FAN_IN", "FAN_OUT", "FAN_AVG"):
        raise TypeError("Unknown mode %s [FAN_IN, FAN_OUT, FAN_AVG]", mode)
    default_dtype = dtype

    def initializer(shape: Any, dtype: Any = default_dtype, partition_info: Any = None) -> Any:
        # Keras gives the name of the type.
        if not tf.as_dtype(dtype).is_floating:
            raise TypeError("Cannot create initializer for non-floating point type.")
        sizes = [float(size) for size in tf.TensorShape(shape).as_list()]
        area = math.prod(sizes[:-2])
        fan_out = sizes[-1] * area if sizes else 1.0
        fan_in = (sizes[-2] * area if len(sizes) > 1 else sizes[-1]) if sizes else 1.0
        n = {"FAN_IN": fan_in, "FAN_OUT": fan_out, "FAN_AVG": (fan_in + fan_out) / 2.0}[mode]
        v1 = tf.compat.v1
        if uniform:
            limit = math.sqrt(3.0 * factor / n)
            return v1.random_uniform(shape, -limit, limit, dtype, seed=seed)
        # Truncation at two standard deviations takes away variance; 1.3 is TF1's correction.
        return v1.truncated_normal(shape, 0.0, math.sqrt(1.3 * factor / n), dtype, seed=seed)

    return initializer
