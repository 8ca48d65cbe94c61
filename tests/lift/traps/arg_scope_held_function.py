import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def unit(x, gain=1.0, scope="unit"):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [3, 3])) * gain


def shaper(x):

    return unit(x, scope="shaper")


class Holder(object):
    """What it holds is called by a function that knows nothing of it."""

    def __init__(self):
        self.layer = shaper


def through(holder, x):
    return holder.layer(x)


def net(x, holder):
    with arg_scope([unit], gain=0.5):
        x = unit(x, scope="one")
        return through(holder, x)


def forward(x):
    with tf.variable_scope("net"):
        return net(x, Holder())
