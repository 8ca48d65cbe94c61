import tensorflow as tf


class Acts(object):
    relu = tf.nn.relu

    @staticmethod
    def gated(x):
        return x * tf.layers.dense(x, 3, name="gate")


def handed(x):
    return Acts.gated(x)


KINDS = [handed]


def one(x, kind):
    with tf.variable_scope("one_" + kind):
        act = getattr(Acts, kind)
        h = act(tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def two(x, kind):
    with tf.variable_scope("two_" + kind):
        h = getattr(tf.nn, kind)(tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def three(x, kind):
    with tf.variable_scope("three_" + kind):
        act = getattr(tf.nn, kind, KINDS[0])
        h = act(tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def forward(x):
    return one(x, "gated") + two(x, "relu") + three(x, "gated")
