import numpy as np
import tensorflow as tf


def orthogonal(scale=1.0):
    def init(shape, dtype, partition_info=None):
        # rows by columns, whatever the rank
        shape = tuple(shape)
        flat = (int(np.prod(shape[:-1])), shape[-1])
        a = np.random.normal(0.0, 1.0, flat)
        u, _, v = np.linalg.svd(a, full_matrices=False)
        q = (u if u.shape == flat else v).reshape(shape)
        return (scale * q).astype(np.float32)
    return init


def full(x, scope, units, *, gain=1.0, start=0.0):
    with tf.variable_scope(scope):
        width = x.get_shape()[1].value
        w = tf.get_variable("w", [width, units], initializer=orthogonal(gain))
        b = tf.get_variable("b", [units], initializer=tf.constant_initializer(start))
        return tf.matmul(x, w) + b


def conv(x, scope, *, filters, size, stride, pad="VALID", gain=1.0, flat_bias=False):
    bias_shape = [filters] if flat_bias else [1, 1, 1, filters]
    width = x.get_shape()[3].value
    shape = [size, size, width, filters]
    with tf.variable_scope(scope):
        w = tf.get_variable("w", shape, initializer=orthogonal(gain))
        b = tf.get_variable("b", bias_shape, initializer=tf.constant_initializer(0.0))
        return b + tf.nn.conv2d(x, w, strides=[1, stride, stride, 1], padding=pad)


def _layer_norm(x, scope, eps=1e-5):
    with tf.variable_scope(scope):
        n = x.get_shape()[-1].value
        g = tf.get_variable("g", [n], initializer=tf.constant_initializer(1.0))
        b = tf.get_variable("b", [n], initializer=tf.constant_initializer(0.0))
        u, s = tf.nn.moments(x, axes=[1], keep_dims=True)
        return g * (x - u) / tf.sqrt(s + eps) + b


def to_flat(x):
    return tf.reshape(x, [-1, np.prod(x.get_shape().as_list()[1:])])


def find_trainable_variables(key):
    return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=key)
