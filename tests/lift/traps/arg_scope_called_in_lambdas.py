import tensorflow as tf
from tensorflow.contrib import slim


def one(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="one")


def two(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="two")


def three(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="three")


wide = lambda x: two(x, 6, "wide")


def net(x):
    narrow = lambda y: wide(y)
    call = lambda y: three(y, 3, "call")
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
        x = one(x, 3, "first")
        return call(narrow(x))


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
