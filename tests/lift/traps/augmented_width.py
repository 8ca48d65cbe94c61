import tensorflow as tf


def wide(x, n):
    with tf.variable_scope("wide"):
        h = tf.layers.dense(x, n, name="gate")
        h += x
        w = tf.get_variable("w", [h.shape[-1].value, 2])
        return tf.matmul(h, w)


def forward(x):
    return wide(x, 1)
