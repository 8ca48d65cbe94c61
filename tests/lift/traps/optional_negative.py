import tensorflow as tf


def gated(x, name):
    with tf.variable_scope(name):
        return tf.tanh(x * tf.layers.dense(x, 3, name="gate"))


def compared(x, use):
    part = None if use else gated
    with tf.variable_scope("compared_%d" % use):
        x = tf.layers.dense(x, 3, name="d")
        if part == gated:
            x = part(x, "a")
        return x


def negative(x, use, more):
    part = None if use or more else gated
    with tf.variable_scope("negative_%d%d" % (use, more)):
        x = tf.layers.dense(x, 3, name="d")
        if part is None or not more:
            x = tf.layers.dense(x, 3, name="e")
        if part is not None:
            x = part(x, "a")
        return part(x, "b") if part else x


def forward(x):
    for use in (0, 1):
        x = compared(x, use) + negative(x, use, 0) + negative(x, use, 1)
    return x
