import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def dense(x, n, act=tf.nn.elu, gain=1.0, scope="dense"):
    with tf.variable_scope(scope):
        return act(tf.matmul(x, tf.get_variable("w", [3, n])) * gain)


def around(x, n, **kwargs):
    def inner(h, **kwargs):
        return dense(h, n, **kwargs)

    return inner(x, scope="six", gain=2.0) + inner(x, scope="seven", **kwargs)


def net(x):
    with arg_scope([dense], gain=0.5, act=tf.nn.relu):
        return around(x, 3)


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
