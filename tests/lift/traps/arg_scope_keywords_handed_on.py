import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def dense(x, n, act=None, gain=1.0, scope="dense", **kwargs):
    with tf.variable_scope(scope):
        x = tf.matmul(x, tf.get_variable("w", [3, n])) * gain
        return x if act is None else act(x)


@add_arg_scope
def nin(x, n, **kwargs):
    return dense(tf.tanh(x), n, **kwargs)


def outer(x, **kwargs):
    with tf.variable_scope("outer"):
        return nin(x, 3, **kwargs)


def net(x):
    with arg_scope([dense], gain=0.5, act=tf.nn.relu):
        x = nin(x, 3, scope="one")
        x = outer(x, scope="two")
    with arg_scope([dense], gain=2.0):
        return nin(x, 3, scope="three")


def forward(x):
    with tf.variable_scope("net"):
        return nin(net(x), 3, scope="four")
