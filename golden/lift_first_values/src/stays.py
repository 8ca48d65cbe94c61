"""Values that say too little, or too much, about the variables that they are for."""
import numpy as np
import tensorflow as tf

_SCALES = np.array([0.1, 0.2, 0.3])


def doubles(x):
    w = tf.Variable(np.random.randn(3, 3), name='w')
    return tf.cast(tf.matmul(tf.cast(x, tf.float64), w), tf.float32)


def of_columns(x):
    w = tf.get_variable('columns', initializer=tf.random_normal([3, 3]) * _SCALES.astype(np.float32))
    return tf.matmul(x, w)


def padded(shape):
    """One more row than it is asked for."""
    shape = [shape[0] + 1, shape[1]]
    return tf.random_normal(shape, stddev=0.1)


def with_row(x):
    w = tf.get_variable('padded', initializer=padded([2, 3]))
    return tf.matmul(x, w)


def by_length(shape):
    if len(shape) > 1:
        return tf.random_normal(shape, stddev=0.1)
    return tf.constant([0.5, 1.5, 2.5])


def scaled(x):
    w = tf.get_variable('scale', initializer=by_length([3]))
    return x * w


def all_of_them(x):
    return scaled(with_row(of_columns(doubles(x))))
