import tensorflow as tf


def small(x, n=3):
    return tf.layers.dense(x, n)


def head(x, fn):
    with tf.variable_scope("head"):
        y = tf.layers.dense(x, 3)
        return fn(y)


def forward(x):
    fn = tf.make_template("small", small)
    y = head(x, fn)
    with tf.variable_scope("b"):
        return head(y, fn)
