import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def unit(x, act=tf.nn.elu, scope="unit"):
    with tf.variable_scope(scope):
        return act(tf.matmul(x, tf.get_variable("w", [3, 3])))


def pair(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        return unit(unit(x, scope="a"), scope="b")


def forward(x):
    with tf.variable_scope("net"):
        with arg_scope([unit], act=tf.tanh):
            y = pair(x, "p")
        z = pair(x, "p", reuse=True)
        for i in range(2):
            z = pair(z, "q%d" % i)
            with arg_scope([unit], act=tf.sigmoid):
                y = pair(y, "q%d" % i, reuse=True)
        return y + z
