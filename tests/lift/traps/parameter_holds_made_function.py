import tensorflow as tf


def make(n):
    def fn(x):
        with tf.variable_scope("made"):
            return tf.layers.dense(x, n)
    return fn


def head(x, fn):
    with tf.variable_scope("head"):
        y = tf.layers.dense(x, 3)
        return fn(y)


def forward(x):
    with tf.variable_scope("a"):
        y = head(x, make(2))
    fns = {"k": make(3)}
    return head(y, fns["k"])
