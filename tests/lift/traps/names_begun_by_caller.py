import tensorflow as tf


def pair(x, name="pair"):
    x = tf.layers.dense(x, 3, use_bias=False, name=name + "_1")
    return tf.layers.dense(x, 3, use_bias=False, name=name + "_1_1")


def begun(x, reuse=False):
    with tf.variable_scope("begun", reuse=reuse):
        return pair(pair(x, "a"), "b")


def overlapping(x, reuse=False):
    with tf.variable_scope("overlapping", reuse=reuse):
        return pair(pair(x, "a"), "a_1")


def alike(x, reuse=False):
    with tf.variable_scope("alike", reuse=reuse):
        return pair(pair(x, "a"), "a")


def switched(x, reuse=False):
    with tf.variable_scope("switched"):
        if reuse:
            tf.get_variable_scope().reuse_variables()
        else:
            assert tf.get_variable_scope().reuse is False
        y = pair(x, name="a")
        return pair(y, name="b") + pair(y)


def by_default(x, reuse=False):
    with tf.variable_scope("by_default", reuse=reuse):
        return pair(pair(x), name="pair_1")


def given(x, name, reuse=False):
    with tf.variable_scope("given", reuse=reuse):
        return pair(pair(x, name), "a")


def forward(x):
    x = begun(begun(x), True)
    x = overlapping(x, tf.AUTO_REUSE)
    x = alike(alike(x, tf.AUTO_REUSE), reuse=tf.AUTO_REUSE)
    x = switched(switched(x), reuse=True)
    x = by_default(x, tf.AUTO_REUSE)
    x = given(x, "a_1", tf.AUTO_REUSE)
    return given(x, "a", tf.AUTO_REUSE)
