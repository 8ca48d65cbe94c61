import numpy as np
import tensorflow as tf


def spread(shape, name=None):
    """Uniform, by the sum of both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    return tf.Variable(tf.random_uniform(shape, -bound, bound), name=name)


def ones(shape, name=None):
    """One everywhere."""
    return tf.Variable(tf.ones(shape), name=name)
