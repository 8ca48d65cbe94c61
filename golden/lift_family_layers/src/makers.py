import numpy as np
import tensorflow as tf


def fan_uniform(shape, name=None):
    """Uniform between bounds that follow from both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    start = tf.random_uniform(shape, minval=-bound, maxval=bound, dtype=tf.float32)
    return tf.Variable(start, name=name)


def zero_vector(shape, name=None):
    return tf.Variable(tf.zeros(shape, dtype=tf.float32), name=name)
