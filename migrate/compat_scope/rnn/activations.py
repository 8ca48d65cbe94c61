"""Activations by name, as TF 1.15's Keras had them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

__all__ = ["get_activation"]

Activation = Callable[[Any], Any]


def _hard_sigmoid(x: Any) -> Any:
    # Keras 3 changed the slope to 1/6; TF1's was 0.2.
    return tf.clip_by_value(0.2 * x + 0.5, 0.0, 1.0)


_BY_NAME: dict[str, Activation] = {
    "elu": tf.nn.elu,
    "exponential": tf.exp,
    "hard_sigmoid": _hard_sigmoid,
    "linear": tf.identity,
    "relu": tf.nn.relu,
    "selu": tf.nn.selu,
    "sigmoid": tf.sigmoid,
    "softmax": tf.nn.softmax,
    "softplus": tf.nn.softplus,
    "softsign": tf.nn.softsign,
    "tanh": tf.tanh,
}


def get_activation(activation: str | Activation | None) -> Activation:
    """The activation function asked for: a callable, a Keras name, or None for `tanh`.

    Raises:
      ValueError: for a name that TF 1.15's Keras does not know.
    """
    if not activation:
        return tf.tanh  # type: ignore[no-any-return]
    if callable(activation):
        return activation
    if activation not in _BY_NAME:
        raise ValueError(f"Unknown activation function:{activation}")
    return _BY_NAME[activation]
