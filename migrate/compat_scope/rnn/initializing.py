"""Initializers of recurrent cells: TF1's zero and constant defaults, and initializers given by name."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = ["constant", "get_initializer", "zeros"]

_BY_NAME = {
    "constant": "constant_initializer",
    "glorot_normal": "glorot_normal_initializer",
    "glorot_uniform": "glorot_uniform_initializer",
    "identity": "initializers.identity",
    "normal": "random_normal_initializer",
    "ones": "ones_initializer",
    "orthogonal": "orthogonal_initializer",
    "random_normal": "random_normal_initializer",
    "random_uniform": "random_uniform_initializer",
    "truncated_normal": "truncated_normal_initializer",
    "uniform": "random_uniform_initializer",
    "uniform_unit_scaling": "uniform_unit_scaling_initializer",
    "variance_scaling": "variance_scaling_initializer",
    "zeros": "zeros_initializer",
}


def constant(value: float) -> Any:
    """TF1's constant initializer."""
    return tf.compat.v1.constant_initializer(value)


def zeros() -> Any:
    """TF1's zeros initializer."""
    return tf.compat.v1.zeros_initializer()


def get_initializer(initializer: Any) -> Any:
    """The initializer asked for; a string is a Keras name of TF1, such as "orthogonal".

    Raises:
      ValueError: for an unknown name.
    """
    if not isinstance(initializer, str):
        return initializer
    if initializer not in _BY_NAME:
        raise ValueError(f"Unknown initializer: {initializer}")
    found: Any = tf.compat.v1
    for part in _BY_NAME[initializer].split("."):
        found = getattr(found, part)
    return found()
