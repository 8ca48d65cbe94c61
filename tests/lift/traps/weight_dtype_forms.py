import numpy as np
import tensorflow as tf


def scale(x):
    with tf.variable_scope("scale"):
        w = tf.get_variable("w", initializer=np.array([1.0, 2.0, 3.0], np.float32))
        b = tf.get_variable("b", [3], x.dtype, tf.zeros_initializer)
        c = tf.get_variable("c", dtype=x.dtype.base_dtype, shape=[3], initializer=tf.constant_initializer([1, 2, 3]))
        d = tf.get_variable("d", initializer=tf.constant([1.0, 2.0, 3.0]), trainable=False)
        e = tf.get_variable("e", [3, 3], initializer=tf.constant_initializer(np.eye(3)))
        return tf.matmul(x * w + b + c + d, e)


def wide(x):
    x = tf.cast(x, tf.float64)
    with tf.variable_scope("wide"):
        w = tf.get_variable("w", [3, 2], dtype=x.dtype)
        g = tf.get_variable("g", initializer=np.float64(2.0))
        return tf.cast(tf.matmul(x, w) * g, tf.float32)


def forward(x):
    return wide(scale(x))
