import tensorflow as tf
from tensorflow.contrib import slim


def block(x, n, scope):
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, scope="one")
        return slim.fully_connected(x, n, activation_fn=None, scope="second")


def middle(x, scope):
    with tf.variable_scope(scope):
        with slim.arg_scope([slim.fully_connected], biases_initializer=None):
            return block(x, 3, "m")


def net(x, act=tf.nn.sigmoid):
    x = block(x, 3, "zero")
    with slim.arg_scope([slim.fully_connected], activation_fn=act):
        x = block(x, 3, "one")
        x = middle(x, "mid")
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
        x = middle(x, "mad")
    return block(x, 2, "last")


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
