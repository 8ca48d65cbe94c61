import tensorflow as tf
from tensorflow.contrib import slim


def unit(x, n, scope=None):
    with tf.variable_scope(scope, "unit", [x]):
        a = slim.fully_connected(x, n, scope="a")
        return x + slim.fully_connected(a, 3, activation_fn=None)


def net(x):
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
        x = slim.repeat(x, 2, unit, 4)
        x = slim.repeat(x, 2, unit, 4, scope="deep")
        x = slim.stack(x, unit, [4, 2], scope="st")
        x = slim.repeat(x, 2, lambda h, scope: unit(h, 2, scope=scope), scope="lam")
        x = unit(x, 5)
    return slim.fully_connected(x, 2)


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
