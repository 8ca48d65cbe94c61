import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def dense(x, n, act=tf.nn.elu, gain=1.0, scope="dense"):
    with tf.variable_scope(scope):
        return act(tf.matmul(x, tf.get_variable("w", [3, n])) * gain)


@add_arg_scope
def listed(x, n, **kwargs):
    """A scope gives it what it hands on."""
    return dense(x, n, **kwargs)


def net(x):
    with arg_scope([dense], gain=0.5, act=tf.nn.relu):
        with arg_scope([listed], gain=6.0):
            x = listed(x, 3, scope="four")
        return listed(x, 3, scope="five")


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
