import tensorflow as tf


def cell(x, kind=tf.float32):
    with tf.variable_scope("cell"):
        w = tf.get_variable("w", [3, 3], dtype=kind)
        return tf.cast(tf.matmul(tf.cast(x, w.dtype.base_dtype), w), tf.float32)


wide_cell = cell


def forward(x):
    with tf.variable_scope("a"):
        y = cell(x)
    return y + wide_cell(x, tf.float64)
