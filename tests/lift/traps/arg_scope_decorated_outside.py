import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def unit(x, n, act=tf.nn.relu, scope=None):
    with tf.variable_scope(scope, "unit"):
        w = tf.get_variable("w", [x.shape[-1].value, n])
        return act(tf.matmul(x, w))


@add_arg_scope
def pair(x, n, twice=False, scope=None):
    with tf.variable_scope(scope, "pair"):
        x = unit(x, n)
        return unit(x, n) if twice else x


def net(x):
    with arg_scope([unit], act=tf.tanh), arg_scope([pair], twice=True):
        x = pair(x, 3)
        with arg_scope([pair], scope="given"):
            x = pair(x, 3)
    return pair(unit(x, 2), 2)


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
