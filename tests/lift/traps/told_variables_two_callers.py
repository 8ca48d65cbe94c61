import tensorflow as tf


def affine(x):
    w = tf.Variable(tf.ones([3, 3]))
    b = tf.Variable(tf.zeros([3]))
    return tf.matmul(x, w) + b


def left(x):
    return affine(tf.nn.relu(affine(x)))


def right(x):
    with tf.variable_scope("right"):
        return affine(x)


def forward(x):
    x = x + tf.get_variable("start", [3])
    return left(x) + right(x) + left(x)
