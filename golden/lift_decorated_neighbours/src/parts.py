"""Parts of models, with decorators."""
import functools

import tensorflow as tf

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
        with tf.variable_scope(function.__name__):
            return function(*args, **kwargs)

    return wrapper


@register("head")
def head(x, units):
    """A function that is kept in a registry, and nothing else."""
    with tf.variable_scope("head"):
        return tf.layers.dense(x, units, name="logits")


@checked
def stack(x, units, depth=2):
    """Stays: nobody knows how long its loop is."""
    with tf.variable_scope("stack"):
        i = 0
        while i < depth:
            x = tf.layers.dense(x, units, tf.nn.tanh, name="fc_%d" % i)
            i += 1
        return x


@scoped
def normed(x):
    """Becomes a layer; who calls it calls the wrapper, which opens its scope."""
    gamma = tf.get_variable("gamma", [x.shape[-1].value], initializer=tf.ones_initializer())
    beta = tf.get_variable("beta", [x.shape[-1].value], initializer=tf.zeros_initializer())
    return x * gamma + beta


def gain(x, name):
    """Stays: its weight's name has two levels."""
    return x * tf.get_variable(name + "/gain", [x.shape[-1].value], initializer=tf.ones_initializer())


class Noise(object):
    """Nothing but functions."""

    @staticmethod
    def scaled(x, depth):
        """Stays, as `stack`."""
        with tf.variable_scope("scaled"):
            i = 0
            while i < depth:
                x = x * tf.get_variable("scale_%d" % i, [], initializer=tf.ones_initializer())
                i += 1
            return x


@functools.lru_cache(maxsize=None)
def table(units):
    """Is made once, wherever that is."""
    return tf.get_variable("table", [units], initializer=tf.ones_initializer())
