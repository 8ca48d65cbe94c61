import tensorflow as tf


def affine(x):
    W = tf.Variable(tf.ones([3, 3]), name="W")
    w = tf.Variable(tf.zeros([3]), name="w")
    return tf.matmul(x, W) + w


def forward(x):
    x = x + tf.get_variable("start", [3])
    return affine(affine(x))
