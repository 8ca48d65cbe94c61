import tensorflow as tf


def upper(x):
    w = tf.Variable(tf.ones([3, 3]), name="W")
    return tf.matmul(x, w)


def lower(x):
    w = tf.Variable(tf.ones([3, 3]), name="w")
    return tf.matmul(x, w)


def forward(x):
    x = x + tf.get_variable("start", [3])
    return upper(lower(upper(x)))
