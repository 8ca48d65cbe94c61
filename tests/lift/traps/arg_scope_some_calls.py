import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def unit(x, n, act=tf.nn.relu, keep=1.0, bias=True, scope="unit"):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [3, n])
        x = tf.matmul(x, w)
        if bias:
            x = x + tf.get_variable("b", [n])
        return act(x) * keep


@add_arg_scope
def other(x, keep=0.5, bias=False, scope="other"):
    with tf.variable_scope(scope):
        x = x * tf.get_variable("g", [3])
        if bias:
            x = x + tf.get_variable("b", [3])
        return x * keep


def pair(x, scope):
    with tf.variable_scope(scope):
        x = unit(x, 3, scope="a")
        x = other(x)
        return unit(x, 3, scope="b", bias=False)


def net(x, keep):
    with arg_scope([unit], keep=keep):
        x = pair(x, "kept")
        with arg_scope([unit, other], bias=True):
            x = pair(x, "both")
    with arg_scope([other], keep=keep):
        x = pair(x, "other")
    with arg_scope([unit], act=tf.tanh):
        x = pair(x, "tanh")
    return pair(x, "plain")


def forward(x):
    with tf.variable_scope("net"):
        return net(x, 0.25)
