import numpy as np
import tensorflow as tf
import keras

from common import function

tf.compat.v1.disable_v2_behavior()


class Moments(keras.layers.Layer):
    """Running sums of what was observed."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, epsilon=1e-2, shape=(), **kwargs):
        super().__init__(**kwargs)
        self._sum = self.add_weight(
            name="sum",
            shape=shape,
            initializer=keras.initializers.Constant(0.0),
            dtype="float64",
            trainable=False,
        ).value
        self._squares = self.add_weight(
            name="squares",
            shape=shape,
            initializer=keras.initializers.Constant(epsilon),
            dtype="float64",
            trainable=False,
        ).value
        self.shape = shape
        self.mean = tf.cast(self._sum / 10.0, tf.float32, name="ToFloat")
        self.std = tf.sqrt(
            tf.maximum(
                tf.cast(self._squares / 10.0, tf.float32, name="ToFloat")
                - tf.square(self.mean),
                1e-2,
            )
        )

        more = tf.compat.v1.placeholder(shape=self.shape, dtype=tf.float64, name="more")
        self.add = function(
            [more],
            [],
            updates=[
                tf.compat.v1.assign_add(self._sum, more),
                tf.compat.v1.assign_add(self._squares, tf.square(more)),
            ],
        )

    def update(self, sess, x):
        self.add(sess, x.sum(axis=0))


def column_normalized(std=1.0):
    """Random columns of that length."""
    def _initializer(shape, dtype=None, partition_info=None):
        out = np.random.randn(*shape).astype(tf.as_dtype(dtype).as_numpy_dtype)
        out *= std / np.sqrt(np.square(out).sum(axis=0, keepdims=True))
        return tf.constant(out)
    return _initializer
