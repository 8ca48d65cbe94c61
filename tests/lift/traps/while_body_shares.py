import tensorflow as tf


def step(x):
    with tf.variable_scope("step", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [3, 3])
        return tf.tanh(tf.matmul(x, w))


def forward(x):
    _, y = tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, step(y)), [tf.constant(0), x])
    return y + step(x)
