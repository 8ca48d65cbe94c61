import tensorflow as tf


def my_norm(x):
    with tf.variable_scope("my_norm"):
        return x * tf.get_variable("g", [3])


def MyNorm(x):
    with tf.variable_scope("MyNorm"):
        return x * tf.get_variable("g", [3]) + 1


def _my_norm(x):
    with tf.variable_scope("_my_norm" if False else "under"):
        return my_norm(x) + tf.get_variable("b", [3])


class Layer(object):
    pass


def layer(x):
    return tf.layers.dense(MyNorm(x), 3)


def forward(x):
    return layer(_my_norm(x))
