import tensorflow as tf


def affine(x):
    w = tf.Variable(tf.ones([3, 3]), name="w")
    return tf.matmul(x, w)


def forward(x):
    x = x * tf.get_variable("w", [3])
    return affine(affine(x))
