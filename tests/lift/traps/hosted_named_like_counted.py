import tensorflow as tf


def block(fn, x):
    with tf.variable_scope("net"):
        h = fn(x)
        with tf.variable_scope("dense"):
            b = tf.layers.dense(h, 3, name="b")
        return b + fn(h)


def forward(x):
    return block(lambda h: tf.layers.dense(h, 3), x)
