"""Statistics of what was seen, kept in variables."""
import numpy as np
import tensorflow as tf
import keras

tf.compat.v1.disable_v2_behavior()


class Running(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    # Sums, not averages: they can be added up over several workers.
    def __init__(self, epsilon=1e-2, shape=(), **kwargs):
        super().__init__(**kwargs)

        self._sum = self.add_weight(
            name="sum",
            shape=shape,
            initializer=keras.initializers.Constant(0.0),
            dtype="float64",
            trainable=False,
        ).value
        self._count = self.add_weight(
            name="count",
            shape=(),
            initializer=keras.initializers.Constant(epsilon),
            dtype="float64",
            trainable=False,
        ).value
        self.shape = shape
        self.mean = tf.cast(self._sum / self._count, tf.float32, name="ToFloat")

        more = tf.compat.v1.placeholder(shape=self.shape, dtype=tf.float64, name="more")
        number = tf.compat.v1.placeholder(shape=[], dtype=tf.float64, name="number")
        self.more, self.number = more, number
        self.add = [
            tf.compat.v1.assign_add(self._sum, more),
            tf.compat.v1.assign_add(self._count, number),
        ]

    def update(self, sess, x):
        sess.run(self.add, {self.more: x.sum(axis=0), self.number: len(x)})


class Scaler(keras.layers.Layer):
    def __init__(self, size, clip=5.0, scope="scaler", **kwargs):
        """Shifts and scales.

        Args:
            size: the number of features.
            clip: results are between -clip and clip.
        """
        super().__init__(**kwargs)
        self.size = size
        self.clip = clip

        self.tf1_scope = scope
        self.weights_ = self.add_weight(
            name="scale", shape=[self.size], initializer="ones"
        )
        self.shift = self.add_weight(
            name="shift", shape=(self.size,), initializer="zeros", trainable=False
        )

    def normalize(self, v, clip=None):
        if clip is None:
            clip = self.clip
        return tf.clip_by_value((v - self.shift) * self.weights_, -clip, clip)

    def denormalize(self, v):
        return v / self.weights_ + self.shift

    @property
    def range(self):
        return -self.clip, self.clip
