import tensorflow as tf


def noise(x):
    return x + tf.random_normal([3])  # migrate: skip


def model(x):  # migrate: skip
    with tf.variable_scope("a"):
        return tf.layers.dense(x, 3)
