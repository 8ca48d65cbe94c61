"""Heads of a policy, chosen by what the actions are."""
import keras
import tensorflow as tf


class Box:
    def __init__(self, width):
        self.width = width


class Discrete:
    def __init__(self, n):
        self.n = n


class Gaussian(keras.layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.mean = keras.layers.Dense(width)
        self.log_std = self.add_weight(name="log_std", shape=[width], initializer="zeros")

    def call(self, x):
        return self.mean(x), tf.exp(self.log_std)


class Categorical(keras.layers.Layer):
    def __init__(self, count):
        super().__init__()
        self.logits = keras.layers.Dense(count)

    def call(self, x):
        return tf.nn.log_softmax(self.logits(x))


def make_policy(space, policy=None):
    if policy is None and isinstance(space, Box):
        policy = Gaussian(space.width)
    elif policy is None and isinstance(space, Discrete):
        policy = Categorical(space.n)
    return policy
