import tensorflow as tf


def gate(x):
    with tf.variable_scope("gate"):
        w = tf.get_variable("w", [3, 3])
        return tf.cond(
            tf.reduce_sum(x) > 0,
            lambda: tf.matmul(x, w),
            lambda: tf.matmul(-x, w) + tf.get_variable("b", [3]),
        )


def forward(x):
    return gate(x)
