"""Statistics of what was seen, kept in variables."""
import numpy as np
import tensorflow as tf


class Running(object):
    # Sums, not averages: they can be added up over several workers.
    def __init__(self, epsilon=1e-2, shape=()):

        self._sum = tf.get_variable(
            dtype=tf.float64,
            shape=shape,
            initializer=tf.constant_initializer(0.0),
            name="sum", trainable=False)
        self._count = tf.get_variable(
            dtype=tf.float64,
            shape=(),
            initializer=tf.constant_initializer(epsilon),
            name="count", trainable=False)
        self.shape = shape
        self.mean = tf.to_float(self._sum / self._count)

        more = tf.placeholder(shape=self.shape, dtype=tf.float64, name="more")
        number = tf.placeholder(shape=[], dtype=tf.float64, name="number")
        self.more, self.number = more, number
        self.add = [
            tf.assign_add(self._sum, more),
            tf.assign_add(self._count, number),
        ]

    def update(self, sess, x):
        sess.run(self.add, {self.more: x.sum(axis=0), self.number: len(x)})


class Scaler:
    def __init__(self, size, clip=5.0, scope="scaler"):
        """Shifts and scales.

        Args:
            size: the number of features.
            clip: results are between -clip and clip.
        """
        self.size = size
        self.clip = clip

        with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
            self.weights = tf.get_variable("scale", [self.size], initializer=tf.ones_initializer())
            self.shift = tf.get_variable(
                "shift", shape=(self.size,),
                initializer=tf.zeros_initializer(), trainable=False)

    def normalize(self, v, clip=None):
        if clip is None:
            clip = self.clip
        return tf.clip_by_value((v - self.shift) * self.weights, -clip, clip)

    def denormalize(self, v):
        return v / self.weights + self.shift

    @property
    def range(self):
        return -self.clip, self.clip
