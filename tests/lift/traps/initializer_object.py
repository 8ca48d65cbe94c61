import numpy as np
import tensorflow as tf


class Orthogonal(object):
    def __init__(self, scale):
        self.scale = scale

    def __call__(self, shape, dtype=None, partition_info=None):
        values = np.linalg.qr(np.ones(shape) + np.eye(*shape))[0]
        return self.scale * tf.cast(tf.constant(values), dtype or tf.float32)


def mix(x, init=Orthogonal(0.5)):
    with tf.variable_scope("mix"):
        w = tf.get_variable("w", [3, 3], initializer=init)
        b = tf.get_variable("b", [3], tf.float32, lambda shape, dtype=None, partition_info=None: tf.ones(shape, dtype))
        return tf.matmul(x, w) + b


def forward(x):
    return mix(x)
