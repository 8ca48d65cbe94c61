import tensorflow as tf


def inner(x, scope=None):
    with tf.variable_scope(scope, "inner", [x]):
        return tf.layers.dense(x, 3)


def outer(x, scope=None):
    with tf.variable_scope(scope, "outer", [x]) as vs:
        y = inner(inner(x))
    with tf.variable_scope(vs, reuse=True):
        return inner(y, scope="inner_1")


def forward(x):
    return outer(outer(outer(x), scope="outer_2"))
