import numpy as np
import tensorflow as tf


class Moments(object):
    """Running sums of what was observed."""

    def __init__(self, epsilon=1e-2, shape=()):
        self._sum = tf.get_variable(
            dtype=tf.float64,
            shape=shape,
            initializer=tf.constant_initializer(0.0),
            name="sum", trainable=False)
        self._squares = tf.get_variable(
            dtype=tf.float64,
            shape=shape,
            initializer=tf.constant_initializer(epsilon),
            name="squares", trainable=False)
        self.shape = shape
        self.mean = tf.to_float(self._sum / 10.0)
        self.std = tf.sqrt(tf.maximum(tf.to_float(self._squares / 10.0) - tf.square(self.mean), 1e-2))

        self.more = tf.placeholder(shape=self.shape, dtype=tf.float64, name="more")
        self.add = [
            tf.assign_add(self._sum, self.more),
            tf.assign_add(self._squares, tf.square(self.more)),
        ]

    def update(self, sess, x):
        sess.run(self.add, {self.more: x.sum(axis=0)})


def column_normalized(std=1.0):
    """Random columns of that length."""
    def _initializer(shape, dtype=None, partition_info=None):
        out = np.random.randn(*shape).astype(dtype.as_numpy_dtype)
        out *= std / np.sqrt(np.square(out).sum(axis=0, keepdims=True))
        return tf.constant(out)
    return _initializer
