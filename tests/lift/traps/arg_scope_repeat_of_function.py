import tensorflow as tf
from tensorflow.contrib import slim


def unit(x, n, scope=None):
    with tf.variable_scope(scope, "unit", [x]):
        return slim.fully_connected(x, n) + slim.fully_connected(x, n, scope="b")


def sized(x, n, act, scope="sized"):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, activation_fn=act)


def net(x, n=2):
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
        x = slim.repeat(x, n, unit, 3, scope="many")
        x = slim.repeat(x, 1, unit, 3)
        x = slim.stack(x, sized, [(3, tf.tanh), (4, None)], scope="rows")
    return slim.fully_connected(x, 2)


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
