import tensorflow as tf


def other_layers(x, s, use=True, reuse=False):
    with tf.variable_scope(s, reuse=reuse):
        h = tf.layers.dense(x, 4, name="a")
        if use and not reuse:
            return tf.layers.dense(h, 3, name="c")
        else:
            return 2.0 * tf.layers.dense(h, 3, name="c")


def other_values(x, reuse=False):
    with tf.variable_scope("values", reuse=reuse):
        h = tf.layers.dense(x, 3, name="a")
        if reuse:
            h = 0.5 * h
        return h


def of_one_call(x, reuse=False):
    with tf.variable_scope("one", reuse=reuse):
        h = tf.layers.batch_normalization(x, training=not reuse, name="bn")
        return tf.layers.dense(h, 3, name="a")


def forward(x):
    y = other_layers(x, "n") + other_layers(x * 2.0, "n", reuse=True)
    y += other_values(x) * other_values(x + 1.0, True)
    return y + of_one_call(x)
