import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def dense(x, gain=1.0, scope="dense"):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [3, 3])) * gain


def nin(x, **kwargs):
    return dense(tf.tanh(x), **kwargs)


def twice(layer, x, scope):
    with tf.variable_scope(scope):
        return layer(layer(x, scope="a"), scope="b", gain=3.0)


def net(x):
    with arg_scope([dense], gain=0.5):
        x = nin(x, scope="one")
        return twice(nin, x, "two")


def forward(x):
    with tf.variable_scope("net"):
        return twice(nin, net(x), "three")
