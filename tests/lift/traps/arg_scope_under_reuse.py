import tensorflow as tf
from tensorflow.contrib import slim


def tower(x):
    x = slim.fully_connected(x, 3, scope="a")
    return slim.fully_connected(x, 3, scope="b")


def forward(x):
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
        with tf.variable_scope("t"):
            one = tower(x)
    with slim.arg_scope([slim.fully_connected], activation_fn=None, reuse=True):
        with tf.variable_scope("t"):
            two = tower(one)
    return one + 2 * two
