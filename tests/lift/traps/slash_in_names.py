import os

import tensorflow as tf

PREFIX = "tower/"


def before(x, name):
    key = name + "/w"
    return tf.matmul(x, tf.get_variable(key, [x.get_shape()[1], 3]))


def path(x, name):
    return tf.matmul(x, tf.get_variable(os.path.join(name, "w"), [x.get_shape()[1], 3]))


def constant(x):
    return tf.matmul(x, tf.get_variable(PREFIX + "w", [x.get_shape()[1], 3]))


def layer(x, name):
    return tf.layers.dense(x, 3, name=name + "/fc")


def last(x, name):
    return tf.matmul(x, tf.get_variable(name.split("/")[-1] + "/w", [x.get_shape()[1], 3]))


def counted(x, name):
    with tf.variable_scope("net"):
        w = tf.get_variable(name + "/w", [x.get_shape()[1], 3])
        return tf.matmul(tf.layers.dense(x, 3), w)


def forward(x):
    y = before(x, "a") + path(x, "b") + constant(x) + layer(x, "c") + last(x, "in/d")
    with tf.variable_scope("other"):
        y += before(x, "a") + counted(x, "dense")
    return y
