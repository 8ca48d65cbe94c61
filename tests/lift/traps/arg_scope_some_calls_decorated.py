import functools

import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


def doubled(function):
    @functools.wraps(function)
    def wrapper(x, gain=4.0, **kwargs):
        return function(x, gain=gain * 2.0, **kwargs)

    return wrapper


@add_arg_scope
@doubled
def unit(x, gain=1.0, scope="unit"):
    with tf.variable_scope(scope):
        return x * gain * tf.get_variable("g", [3])


def pair(x, scope):
    with tf.variable_scope(scope):
        return unit(unit(x, scope="a"), scope="b")


def forward(x):
    with tf.variable_scope("net"):
        with arg_scope([unit], gain=3.0):
            x = pair(x, "one")
        return pair(x, "two")
