"""Parts of models, with decorators."""
import functools

import tensorflow as tf
import keras
from migrate import compat_scope

HEADS = {}


def register(name):
    """Keeps a function by its name."""

    def note(function):
        HEADS[name] = function
        return function

    return note


def checked(function):
    """Tells of inputs without a batch."""

    @functools.wraps(function)
    def wrapper(x, *args, **kwargs):
        if len(x.shape) < 2:
            raise ValueError("%s needs a batch" % function.__name__)
        return function(x, *args, **kwargs)

    return wrapper


def scoped(function):
    """Calls a function in a scope of its name."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with compat_scope.variable_scope(function.__name__):
            return function(*args, **kwargs)

    return wrapper


class Head(keras.layers.Layer):
    """A function that is kept in a registry, and nothing else."""

    def __init__(self, units, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.logits = keras.layers.Dense(units, name="logits")

    def call(self, x):
        return self.logits(x)


@register("head")
def head(x, units):
    return compat_scope.get_layer(Head, units, name="head")(x)


@checked
def stack(x, units, depth=2):
    """Stays: nobody knows how long its loop is."""
    with compat_scope.variable_scope("stack"):
        i = 0
        while i < depth:
            x = compat_scope.layers.dense(x, units, tf.nn.tanh, name="fc_%d" % i)
            i += 1
        return x


class Normed(keras.layers.Layer):
    """Becomes a layer; who calls it calls the wrapper, which opens its scope."""

    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.gamma = self.add_weight(
            name="gamma", shape=[x_shape[-1]], initializer="ones"
        )
        self.beta = self.add_weight(
            name="beta", shape=[x_shape[-1]], initializer="zeros"
        )

    def call(self, x):
        return x * self.gamma + self.beta


@scoped
def normed(x):
    return compat_scope.get_layer(Normed)(x)


def gain(x, name):
    """Stays: its weight's name has two levels."""
    return x * compat_scope.get_variable(name + "/gain", [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())


class Noise(object):
    """Nothing but functions."""

    @staticmethod
    def scaled(x, depth):
        """Stays, as `stack`."""
        with compat_scope.variable_scope("scaled"):
            i = 0
            while i < depth:
                x = x * compat_scope.get_variable("scale_%d" % i, [], initializer=tf.compat.v1.ones_initializer())
                i += 1
            return x


class Table(keras.layers.Layer):
    """Is made once, wherever that is."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self):
        self.table = self.add_weight(
            name="table", shape=[self.units], initializer="ones"
        )

    def call(self, inputs=None):
        return self.table.value


@functools.lru_cache(maxsize=None)
def table(units):
    return compat_scope.get_layer(Table, units)()
