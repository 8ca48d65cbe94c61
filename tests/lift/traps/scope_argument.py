import tensorflow as tf


def inner(x, scope):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def forward(x):
    with tf.variable_scope("outer") as scope:
        b = tf.get_variable("b", [3])
    with tf.variable_scope("else"):
        return inner(x, scope) + b
