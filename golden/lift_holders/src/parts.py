import tensorflow as tf

from makers import spread

_NUMBERS = {}


def number(kind):
    """How many of a kind there are by now."""
    _NUMBERS[kind] = _NUMBERS.get(kind, 0) + 1
    return _NUMBERS[kind]


def forget():
    """For another graph."""
    _NUMBERS.clear()


class Part(object):
    """A piece of a network, named after its class."""

    def __init__(self, name=None):
        kind = self.__class__.__name__.lower()
        self.name = name or "%s_%d" % (kind, number(kind))
        self.vars = {}

    def __call__(self, inputs):
        with tf.name_scope(self.name):
            return self.apply(inputs)

    def apply(self, inputs):
        raise NotImplementedError


class Dense(Part):
    def __init__(self, width_in, width_out, act=tf.nn.relu, name=None):
        super(Dense, self).__init__(name)
        self.act = act
        with tf.variable_scope(self.name + "_vars"):
            self.vars["weights"] = spread([width_in, width_out], name="weights")

    def apply(self, inputs):
        return self.act(tf.matmul(inputs, self.vars["weights"]))


class Gate(object):
    def __init__(self, width, name="gate"):
        self.name = name
        with tf.variable_scope(self.name):
            self.scale = tf.get_variable("scale", [width], initializer=tf.ones_initializer())
            self.shift = tf.get_variable("shift", [width], initializer=tf.zeros_initializer())

    def __call__(self, x):
        return x * tf.sigmoid(self.scale) + self.shift
