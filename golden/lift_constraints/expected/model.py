"""Weights that stay where they should be while they are trained."""
import tensorflow as tf
import keras


def non_negative(w):
    return tf.maximum(w, 0.0)


class Monotone(keras.layers.Layer):
    """Grows with each of its inputs."""

    def __init__(self, units, *, name="monotone", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer="glorot_uniform",
            constraint=non_negative,
        )
        self.b = self.add_weight(
            name="b", shape=[self.units], initializer="zeros", trainable=False
        )

    def call(self, x):
        return tf.nn.softplus(tf.matmul(x, self.w) + self.b)


class Mixture(keras.layers.Layer):
    """Mixes what several layers say; no part may have all the weight."""

    def __init__(self, parts, *, name="mixture", **kwargs):
        super().__init__(name=name, **kwargs)
        self.parts = parts
        self.monotone = [Monotone(3, name="part_%d" % i) for i in range(parts)]

    def build(self, x_shape):
        self.share = self.add_weight(
            name="share",
            shape=[self.parts],
            initializer=keras.initializers.Constant(0.5),
            constraint=lambda s: tf.clip_by_value(s, 0.1, 0.9),
        )

    def call(self, x):
        said = []
        for monotone in self.monotone:
            said.append(monotone(x))
        return tf.add_n([self.share.value[i] * said[i] for i in range(self.parts)])


class Critic(keras.layers.Layer):
    """Its weights stay in a small box, as those of a Wasserstein critic do."""

    def __init__(self, *, name="critic", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.bound = self.add_weight(
            name="bound", shape=[1], initializer="ones", constraint=tf.abs
        )
        self.score = self.add_weight(
            name="score",
            shape=[3, 1],
            initializer="glorot_uniform",
            constraint=lambda w: tf.clip_by_value(w, -0.1, 0.1),
        )

    def call(self, x):
        return tf.matmul(x, self.score) * self.bound


class Score(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.mixture = Mixture(2)
        self.critic = Critic()

    def call(self, x):
        return self.critic(self.mixture(x))
