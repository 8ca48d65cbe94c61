import tensorflow as tf


def head(x, scales):
    with tf.variable_scope("head"):
        y = tf.layers.dense(x, 4, name="fc")
        for s in scales:
            y = y * s
        return y


def tower(x, scales, name):
    with tf.variable_scope(name):
        return head(tf.layers.dense(x, 3, name="in"), scales)


def forward(x):
    return tower(x, [2.0, 0.5], "a") + tower(x, [x[0, 0], 3.0], "b")
