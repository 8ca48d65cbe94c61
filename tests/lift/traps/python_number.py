import tensorflow as tf


def scaled(scale, size):
    with tf.variable_scope("scaled"):
        w = tf.get_variable("w", [3, size])
        return w * tf.square(scale)


def forward(x):
    with tf.variable_scope("a"):
        y = scaled(0.5, 3)
    for i, s in enumerate([1.0, 2.0]):
        with tf.variable_scope("s%d" % i):
            y = y + scaled(s, 3)
    return tf.matmul(x, y)
