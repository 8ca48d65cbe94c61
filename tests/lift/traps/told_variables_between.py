import tensorflow as tf


def affine(x):
    w = tf.Variable(tf.ones([3, 3]))
    return tf.matmul(x, w)


def shift(x):
    offset = tf.Variable(tf.zeros([3]))
    return x + offset


def forward(x):
    x = x + tf.get_variable("start", [3])
    x = affine(x)
    x = shift(x) * tf.Variable(2.0)
    x = affine(x)
    return shift(affine(x))
