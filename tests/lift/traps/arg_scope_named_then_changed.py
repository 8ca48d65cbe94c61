import tensorflow as tf
from tensorflow.contrib import slim


def settings(act, start=0.5):
    with slim.arg_scope([slim.fully_connected], activation_fn=act, biases_initializer=tf.constant_initializer(start)) as sc:
        return sc


def block(x, n, scope):
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, scope="one")
        return slim.fully_connected(x, n, scope="second")


def net(x, act):
    sc = settings(act)
    act = tf.nn.sigmoid
    with slim.arg_scope(sc):
        x = block(x, 3, "first")
    with slim.arg_scope(settings(act)):
        x = block(x, 3, "second")
    return x


def forward(x):
    with tf.variable_scope("net"):
        return net(x, tf.nn.softplus)
