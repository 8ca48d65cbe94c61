import numpy as np
import tensorflow as tf


def ortho(scale=1.0):
    def _init(shape, dtype=None, partition_info=None):
        return tf.constant(scale * np.ones(shape), dtype or tf.float32)

    return _init


INIT = tf.random_normal_initializer(stddev=0.1)


def net(x, init=None):
    with tf.variable_scope("net", initializer=init or ortho(2.0)):
        w = tf.get_variable("w", [3, 3])
        b = tf.get_variable("b", initializer=tf.constant_initializer(0.5)([3]))
        g = tf.get_variable("g", initializer=ortho(3.0)([3, 3]))
        v = tf.get_variable("v", [3, 3], initializer=INIT)
        u = tf.Variable(INIT([3, 3]), name="u")
        n = tf.get_variable("n", initializer=0.5)
        k = tf.get_variable("k", initializer=[1.0, 2.0, 3.0])
        return n * tf.matmul(tf.matmul(x, w) + b, g) + tf.matmul(x, v) + tf.matmul(x, u) * k


def forward(x):
    return net(x)
