import tensorflow as tf


def counting(x):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3)
        i += 1
    return x


def two_scopes(x):
    with tf.variable_scope("first"):
        x = tf.layers.dense(x, 3, name="d")
    with tf.variable_scope("second"):
        x = counting(x)
    return x


def opened_again(x):
    with tf.variable_scope("again", reuse=tf.AUTO_REUSE):
        return twice(twice(x))


def twice(x):
    with tf.variable_scope("in"):
        x = counting(x)
    with tf.variable_scope("in"):
        x = counting(x)
    return x


def in_turns(x):
    for _ in range(2):
        with tf.variable_scope("turn"):
            x = counting(x)
    return tf.layers.dense(x, 3, name="e")


def told(x, name):
    with tf.variable_scope(name):
        x = tf.layers.dense(x, 3, name="e")
    with tf.variable_scope("same"):
        x = counting(x)
    return x


def forward(x):
    with tf.variable_scope("a"):
        y = two_scopes(x)
    y += two_scopes(x)
    y += opened_again(x)
    with tf.variable_scope("t", reuse=tf.AUTO_REUSE):
        y += in_turns(x)
    with tf.variable_scope("u", reuse=tf.AUTO_REUSE):
        y += told(x, "same") + told(x, "other")
    return y
