import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def dense(x, gain=1.0, scope="dense"):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [3, 3])) * gain


def scaled(x, gain=3.0, scope="scaled"):
    with tf.variable_scope(scope):
        return x * gain * tf.get_variable("g", [3])


def block(x, scope, **kwargs):
    """`gain` is for one of both."""
    with tf.variable_scope(scope):
        return scaled(dense(x), **kwargs)


def net(x):
    with arg_scope([dense], gain=0.5):
        x = block(x, "a")
    return block(x, "c", gain=5.0)


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
