import tensorflow as tf
from tensorflow.contrib import layers


def head(x, n):
    h = tf.layers.dense(x, n)
    h = layers.fully_connected(h, n)
    h = layers.layer_norm(h)
    h = tf.layers.dense(h, n)
    return layers.fully_connected(h, n, activation_fn=None)


def forward(x):
    a = head(x, 3)
    with tf.variable_scope("dense"):
        b = head(a, 3)
    c = head(b, 3)
    with tf.variable_scope("fully_connected"):
        d = tf.layers.dense(c, 2)
    return d + tf.reduce_sum(layers.layer_norm(a))
