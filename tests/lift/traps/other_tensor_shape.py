import tensorflow as tf


def bilinear(a, b):
    with tf.variable_scope("bilinear"):
        w = tf.get_variable("w", [a.shape[-1].value, b.shape[-1].value])
        return tf.matmul(a, w) * b


def forward(x):
    y = tf.layers.dense(x, 5, name="y")
    return bilinear(x, y)
