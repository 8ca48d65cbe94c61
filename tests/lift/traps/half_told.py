import tensorflow as tf


def half(x, reuse=None):
    h = tf.layers.dense(x, 3)
    return tf.layers.dense(h, 3, name="half", reuse=reuse)


def forward(x):
    return half(x) + half(2.0 * x, reuse=True)
