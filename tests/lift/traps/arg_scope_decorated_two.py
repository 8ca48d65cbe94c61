import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def unit(x, n, act=tf.nn.elu, bias=True, scope="unit"):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [3, n])
        x = tf.matmul(x, w)
        if bias:
            x = x + tf.get_variable("b", [n])
        return act(x)


def pair(x, scope):
    with tf.variable_scope(scope):
        x = unit(x, 3, scope="a")
        return unit(x, 3, scope="b", bias=False)


def net(x):
    with arg_scope([unit], act=tf.tanh):
        x = unit(x, 3)
        x = pair(x, "pair")
        with arg_scope([unit], bias=False):
            x = pair(x, "bare")
    with arg_scope([unit], act=tf.sigmoid):
        x = unit(x, 3, scope="own")
    return unit(x, 3, scope="last")


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
