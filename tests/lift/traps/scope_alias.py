import tensorflow as tf


def two(x):
    with tf.variable_scope("a") as scope:
        x = tf.layers.dense(x, 3)
    other = scope
    with tf.variable_scope("b"):
        with tf.variable_scope(other, reuse=True):
            x = tf.layers.dense(x, 3)
    return x


def forward(x):
    return two(x)
