import tensorflow as tf
from tensorflow.contrib import slim


def stays(x, scope):
    """Stays, and takes nothing from the arg_scope around."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [x.shape[-1].value])
            i += 1
        return x


def counted(x):
    i = 0
    while i < 2:
        x = slim.fully_connected(x, 3)
        i += 1
    return x


def net(x):
    with tf.variable_scope("net"):
        with slim.arg_scope(
            [slim.fully_connected],
            activation_fn=tf.tanh,
            weights_regularizer=slim.l2_regularizer(0.1),
        ):
            h = slim.fully_connected(x, 4, scope="one")
            h = stays(h, "norm")
            h = slim.fully_connected(h, 3, scope="two")
            return h


def taken(x):
    with tf.variable_scope("taken"):
        with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
            h = slim.fully_connected(x, 4, scope="one")
            return counted(h)


def forward(x):
    return net(x) + taken(x)
