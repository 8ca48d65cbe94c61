import tensorflow as tf


def counted(x, inner):
    h = tf.layers.dense(x, 3)
    with tf.variable_scope(inner):
        h = h + tf.get_variable("b", [3])
    return tf.layers.dense(h, 3)


def forward(x):
    with tf.variable_scope(None, "dense"):
        y = tf.layers.dense(x, 3)
    y = counted(y, "dense_2")
    with tf.variable_scope(None, "dense"):
        y = counted(y, "inner")
    return counted(y, "dense_7")
