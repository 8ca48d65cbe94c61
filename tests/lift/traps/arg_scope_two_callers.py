import tensorflow as tf
from tensorflow.contrib import slim


def block(x, n):
    x = slim.fully_connected(x, n)
    return slim.fully_connected(x, n, scope="second")


def first(x):
    with tf.variable_scope("first"):
        with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
            return block(x, 3)


def second(x):
    with tf.variable_scope("second"):
        with slim.arg_scope([slim.fully_connected], activation_fn=None, biases_initializer=None):
            return block(x, 4)


def third(x):
    with tf.variable_scope("third"):
        return block(x, 2)


def forward(x):
    return third(second(first(x)))
