import tensorflow as tf


def inner(x, memory, keep):
    with tf.variable_scope("inner"):
        y = tf.layers.dense(x, 4, name="fc")
        if memory is not None:
            y = y + tf.layers.dense(memory, 4, name="mem")
        return y * keep


def outer(x, memory, keep):
    with tf.variable_scope("outer"):
        return inner(tf.tanh(x), memory, keep)


def forward(x):
    with tf.variable_scope("one"):
        a = outer(x, None, 0.5)
    with tf.variable_scope("two"):
        return a + outer(x, x * 2.0, x[0, 0])
