import tensorflow as tf


def cell(x):
    with tf.variable_scope("cell"):
        return tf.tanh(tf.layers.dense(x, 3))


def unrolled(x, steps):
    for step in range(steps):
        with tf.variable_scope("rnn", reuse=step > 0):
            x = cell(x)
    return x


def forward(x):
    return unrolled(x, 3)
