import tensorflow as tf
from tensorflow.contrib import slim


def scaled():
    """Makes the variable that all layers under the scope share."""
    alpha = tf.get_variable("alpha", [1])
    return lambda h: h * alpha


def block(x, n, scope):
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, scope="one")
        return slim.fully_connected(x, n, scope="second")


def net(x):
    with slim.arg_scope([slim.fully_connected], activation_fn=scaled()):
        return block(x, 3, "shared")


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
