import tensorflow as tf


def linear(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.matmul(x, w)


def scale(x, scope="scale"):
    with tf.variable_scope(scope):
        return x * tf.get_variable("s", [x.shape[-1].value], initializer=tf.ones_initializer())


def swish(x):
    return x * tf.sigmoid(x)
