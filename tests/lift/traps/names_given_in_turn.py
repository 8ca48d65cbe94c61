import tensorflow as tf


def pair(x, first="a", second="b"):
    with tf.variable_scope("pair", reuse=tf.AUTO_REUSE):
        x = tf.layers.dense(x, 3, name=first)
        return tf.layers.dense(x, 3, name=second)


def forward(x):
    return pair(x) + pair(x * 2.0, second="a", first="b")
