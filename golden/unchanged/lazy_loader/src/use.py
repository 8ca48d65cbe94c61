from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tensorflow as tf
else:
    from lazy import LazyModule

    tf = LazyModule("tf", globals(), "tensorflow")


def squared_distance(a: tf.Tensor, b: tf.Tensor) -> tf.Tensor:
    return tf.reduce_sum(tf.square(a - b), axis=-1)
