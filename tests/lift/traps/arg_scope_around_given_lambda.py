import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def scaled(x, name, scale=1.0):
    with tf.variable_scope(name):
        return x * tf.get_variable("w", [3]) * scale


def wrap(f):
    return lambda x: f(x)


def both(x, run):
    one = run(x)
    with arg_scope([scaled], scale=3.0):
        with tf.variable_scope("", reuse=True):
            two = run(x)
    return one + two


def forward(x):
    return both(x, wrap(lambda h: scaled(h, "a")))
