import numpy as np
import tensorflow as tf


def scaled_uniform(shape, name=None):
    """Uniform, scaled by the sum of both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    return tf.get_variable(name, shape, initializer=tf.random_uniform_initializer(-bound, bound))


def zeros(shape, name=None):
    return tf.get_variable(name, shape, initializer=tf.zeros_initializer())
