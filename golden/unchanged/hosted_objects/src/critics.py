"""A layer that makes an object of a class on scopes in each call, and hands it on."""

import keras
import tensorflow as tf

from migrate import compat_scope


class Critic:
    """Has its weights under a scope of its own, as older code does."""

    def __init__(self, latent, scope):
        with compat_scope.variable_scope(scope):
            width = tf.compat.dimension_value(latent.shape[-1])
            self.value = tf.matmul(latent, compat_scope.get_variable("w", [width, 1]))


def loss(critic, target):
    return tf.reduce_mean(tf.square(critic.value - target))


class Judge(keras.layers.Layer):
    tf1_order = ("latent", "critic")  # as TF1 made them

    def __init__(self, *, name="judge", **kwargs):
        super().__init__(name=name, **kwargs)
        self.latent = keras.layers.Dense(4, name="latent")

    def call(self, x, target):
        latent = self.latent(x)
        with compat_scope.hosting(self, "critic"):
            critic = Critic(latent, "critic")
        return critic, loss(critic, target)
