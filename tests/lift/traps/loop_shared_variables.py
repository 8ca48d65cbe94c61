import tensorflow as tf


def unrolled(x, steps):
    with tf.variable_scope("rnn"):
        for step in range(steps):
            if step > 0:
                tf.get_variable_scope().reuse_variables()
            w = tf.get_variable("w", [3, 3])
            x = tf.tanh(tf.matmul(x, w))
    return x


def forward(x):
    return unrolled(x, 3)
