import tensorflow as tf


def scaled(scale, size):
    with tf.variable_scope("scaled"):
        w = tf.get_variable("w", [3, size])
        return w * tf.square(scale)


def forward(x):
    y = scaled(0.5, 3)
    tf.get_variable_scope().reuse_variables()
    return tf.matmul(x, y + scaled(2.0, 3))
