"""Layer normalization inside cells: variables `<scope>/gamma` and `<scope>/beta`."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["normalize"]


def normalize(inputs: Any, scope: str, gain: float, shift: float, dtype: Any = tf.float32) -> Any:
    """Normalizes each row of `[batch, size]` inputs to mean `beta` and deviation `gamma`.

    TF 1.15 contrib rnn_cell.py, `_norm`, with the numerics of `contrib.layers.layer_norm`.
    """
    shape = inputs.shape[-1:]
    with variable_scope(scope):
        gamma = get_variable(
            "gamma",
            shape=shape,
            initializer=tf.compat.v1.constant_initializer(gain),
            dtype=dtype,
        )
        beta = get_variable(
            "beta",
            shape=shape,
            initializer=tf.compat.v1.constant_initializer(shift),
            dtype=dtype,
        )
    mean, variance = tf.nn.moments(inputs, [-1], keepdims=True)
    # contrib.layers.layer_norm: epsilon 1e-12, but 1e-3 for half precision.
    epsilon = 1e-3 if inputs.dtype == tf.float16 else 1e-12
    return tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon)
