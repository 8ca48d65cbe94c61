import tensorflow as tf


def proj(x, units):
    with tf.variable_scope("proj"):
        units = units * 2
        x = tf.layers.dense(x, units, name="a")
        units -= 1
        x = tf.layers.dense(x, units, name="b")
    return x / units


def forward(x):
    return proj(x, 2)
