import tensorflow as tf
from tensorflow.contrib import slim


def net(x):
    def inner(h, name):
        return slim.fully_connected(h, 3, scope=name)

    x = inner(x, "a")
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
        x = inner(x, "b")
        later = lambda h: slim.fully_connected(h, 2, scope="c")
    return later(x)


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
