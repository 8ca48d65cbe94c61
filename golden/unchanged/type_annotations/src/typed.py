from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tensorflow as tf


def norm(x: tf.Tensor, eps: float = 1e-6) -> tf.Tensor:
    return x / (abs(x).sum() + eps)


def annotated(v: "tf.Variable", shape: "tf.TensorShape") -> None:
    v.assign(v * 2.0)
