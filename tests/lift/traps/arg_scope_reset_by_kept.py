import tensorflow as tf
from tensorflow.contrib import slim


def plain():
    with slim.arg_scope([slim.fully_connected], activation_fn=None) as sc:
        return sc


def head(x):
    return slim.fully_connected(x, 2, scope="head")


def net(x):
    with slim.arg_scope([slim.fully_connected], biases_initializer=None, activation_fn=tf.tanh):
        x = slim.fully_connected(x, 4, scope="a")
        with slim.arg_scope(plain()):
            x = head(x)
    return x


def forward(x):
    kept = plain()
    with tf.variable_scope("outer"):
        x = net(x)
    with slim.arg_scope([slim.fully_connected], biases_initializer=None):
        with slim.arg_scope(kept):
            return slim.fully_connected(x, 2, scope="z")
