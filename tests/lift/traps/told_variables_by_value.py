import tensorflow as tf


def affine(x):
    w = tf.Variable(tf.ones([3, 3]))
    return tf.matmul(x, w)


def twice(function, x):
    return function(function(x))


def forward(x):
    x = x + tf.get_variable("start", [3])
    x = affine(x)
    return affine(twice(affine, x))
