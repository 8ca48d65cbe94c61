import tensorflow as tf


def norm(x, name="norm"):
    with tf.variable_scope(name):
        return x * tf.get_variable("g", [3])


def make(n):
    def inner(x):
        with tf.variable_scope("inner"):
            return tf.layers.dense(x, n, name="d")

    return inner


FN = make(3)


def both(x):
    with tf.variable_scope("both"):
        return FN(make(3)(x)) if False else make(3)(x)


def norm_all(x):
    with tf.variable_scope("all"):
        return norm(FN(x))


def forward(x):
    return norm_all(both(x))
