import tensorflow as tf


def affine(x):
    w = tf.Variable(tf.ones([3, 3]), name="w")
    return tf.matmul(x, w)


def forward(x):
    x = tf.identity(x + tf.get_variable("start", [3]), name="w")
    return affine(x)  # graph only: the operation takes the name
