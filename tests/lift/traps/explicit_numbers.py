import tensorflow as tf


def taken(x):
    with tf.variable_scope("taken"):
        with tf.variable_scope("dense_1"):
            x = tf.layers.dense(x, 3)
        x = tf.layers.dense(x, 4)
        return tf.layers.dense(x, 3)


def named(x):
    with tf.variable_scope("named"):
        x = tf.layers.dense(x, 4, name="dense_1")
        x = tf.layers.dense(x, 4)
        return tf.layers.dense(x, 3)


def forward(x):
    return named(taken(x))
