import tensorflow as tf


def net(x):
    with tf.variable_scope("a"), tf.variable_scope("b") as inner:
        x = tf.layers.dense(x, 3)
        with tf.name_scope("c"), tf.variable_scope(inner, reuse=True):
            return tf.layers.dense(x, 3, name="dense")


def forward(x):
    return net(x)
