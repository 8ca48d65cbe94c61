import numpy as np
import tensorflow as tf


def banded(scale):
    def init(shape, dtype=None, partition_info=None):
        values = np.fromfunction(lambda i, j: scale * (i - j), [int(n) for n in shape])
        return tf.constant(values.astype(dtype.as_numpy_dtype))

    return init


def noise(shape, dtype, partition_info=None):
    assert dtype.base_dtype == tf.float32
    return tf.random_normal(shape, dtype=dtype)


def mix(x, scale):
    with tf.variable_scope("mix"):
        w = tf.get_variable("w", [3, 3], initializer=banded(scale))
        v = tf.get_variable("v", [3], initializer=noise)
        return tf.matmul(x, w) + v


def forward(x):
    return mix(x, 0.5)
