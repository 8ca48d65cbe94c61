import numpy as np
import tensorflow as tf
from migrate import compat_scope


def scaled_uniform(shape, name=None):
    """Uniform, scaled by the sum of both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    return compat_scope.get_variable(name, shape, initializer=tf.compat.v1.random_uniform_initializer(-bound, bound))


def zeros(shape, name=None):
    return compat_scope.get_variable(name, shape, initializer=tf.compat.v1.zeros_initializer())
