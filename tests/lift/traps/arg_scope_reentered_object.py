import tensorflow as tf
from tensorflow.contrib import slim


def settings(act):
    with slim.arg_scope([slim.fully_connected], activation_fn=act):
        with slim.arg_scope([slim.fully_connected], biases_initializer=None) as sc:
            return sc


def net(x):
    with slim.arg_scope(settings(tf.tanh)):
        a = slim.fully_connected(x, 3, scope="a")
        with slim.arg_scope([slim.fully_connected], activation_fn=tf.nn.sigmoid) as kept:
            b = slim.fully_connected(a, 3, scope="b")
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.nn.elu):
        with slim.arg_scope(kept):
            c = slim.fully_connected(b, 3, scope="c")
        d = slim.fully_connected(c, 2, scope="d")
    return d


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
