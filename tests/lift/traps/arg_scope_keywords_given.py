import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def dense(x, n, act=tf.nn.elu, gain=1.0, scope="dense"):
    with tf.variable_scope(scope):
        return act(tf.matmul(x, tf.get_variable("w", [3, n])) * gain)


@add_arg_scope
def nin(x, n, **kwargs):
    """Some calls give what the scope gives."""
    return dense(tf.tanh(x), n, **kwargs)


def net(x):
    with arg_scope([dense], gain=0.5, act=tf.nn.relu):
        x = nin(x, 3, scope="one")
        return nin(x, 3, scope="two", gain=3.0)


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
