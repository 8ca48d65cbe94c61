import tensorflow as tf


def proj(x):
    with tf.variable_scope("s"):
        w = tf.Variable(tf.ones([3, 3]), name="w")
    with tf.variable_scope("s"):
        b = tf.Variable(tf.zeros([3]), name="b")
    return tf.matmul(x, w) + b


def forward(x):
    return proj(x)
