import tensorflow as tf


class Map(object):
    def __init__(self, units, scope=None):
        self.units = units
        self.scope = "map" if scope is None else scope

    def __call__(self, x):
        with tf.variable_scope(self.scope):
            return tf.layers.dense(x, self.units, name="d")


class Other(object):
    """The given name counts only where the test asks for another parameter."""

    def __init__(self, units, scope="other", flag=None):
        self.units = units
        self.scope = "plain" if flag is None else scope

    def __call__(self, x):
        with tf.variable_scope(self.scope):
            return tf.layers.dense(x, self.units, name="d")


class Empty(object):
    """An empty name opens no scope."""

    def __init__(self, units, scope=None):
        self.units = units
        self.scope = "empty" if scope is None else scope

    def __call__(self, x):
        with tf.variable_scope(self.scope):
            return tf.layers.dense(x, self.units, name="e")


def forward(x):
    y = Map(3, None)(x)
    y = y + Map(3, "second")(x) + Other(3)(x) + Other(3, "named", flag=1)(x)
    return y + Empty(3, "")(x) + Empty(3)(x)
