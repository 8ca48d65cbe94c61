import tensorflow as tf
import keras

from makers import spread

_NUMBERS = {}


def number(kind):
    """How many of a kind there are by now."""
    _NUMBERS[kind] = _NUMBERS.get(kind, 0) + 1
    return _NUMBERS[kind]


def forget():
    """For another graph."""
    _NUMBERS.clear()


class Part(keras.layers.Layer):
    """A piece of a network, named after its class."""

    def __init__(self, name=None, **kwargs):
        kind = self.__class__.__name__.lower()
        super().__init__(name=name or "%s_%d" % (kind, number(kind)), **kwargs)
        self.vars = {}

    def call(self, inputs):
        with tf.name_scope(self.name):
            return self.apply(inputs)

    def apply(self, inputs):
        raise NotImplementedError


class Dense(Part):
    tf1_name_scoped = True  # made by `tf.Variable`: named by name scopes

    def __init__(self, width_in, width_out, act=tf.nn.relu, name=None, **kwargs):
        super().__init__(name, **kwargs)
        self.act = act
        self.tf1_scope = self.name + "_vars"
        self.vars["weights"] = spread(self, [width_in, width_out], name="weights").value

    def apply(self, inputs):
        return self.act(tf.matmul(inputs, self.vars["weights"]))


class Gate(keras.layers.Layer):
    def __init__(self, width, name="gate", **kwargs):
        super().__init__(name=name, **kwargs)
        self.scale = self.add_weight(name="scale", shape=[width], initializer="ones")
        self.shift = self.add_weight(name="shift", shape=[width], initializer="zeros")

    def call(self, x):
        return x * tf.sigmoid(self.scale) + self.shift
