import numpy as np
import tensorflow as tf

from common import function


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

        more = tf.placeholder(shape=self.shape, dtype=tf.float64, name="more")
        self.add = function([more], [], updates=[
            tf.assign_add(self._sum, more),
            tf.assign_add(self._squares, tf.square(more)),
        ])

    def update(self, sess, x):
        self.add(sess, x.sum(axis=0))


def column_normalized(std=1.0):
    """Random columns of that length."""
    def _initializer(shape, dtype=None, partition_info=None):
        out = np.random.randn(*shape).astype(dtype.as_numpy_dtype)
        out *= std / np.sqrt(np.square(out).sum(axis=0, keepdims=True))
        return tf.constant(out)
    return _initializer
