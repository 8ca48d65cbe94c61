import numpy as np
import tensorflow as tf


def store(name, *args, **kwargs):
    return tf.get_variable(name, *args, **kwargs)


def scale(x, init=np.array([1.0, 2.0, 3.0])):
    with tf.variable_scope("scale"):
        w = tf.get_variable("w", initializer=init.astype(np.float32), dtype=x.dtype)
        b = tf.get_variable("b", [3], x.dtype, tf.zeros_initializer)
        return x * w + b


def mixed(x):
    with tf.variable_scope("mixed"):
        w = store("w", [3, 2], dtype=x.dtype.base_dtype)
        b = store("b", initializer=tf.zeros([2]))
        g = store("g", (), initializer=tf.ones_initializer())
        return g * tf.matmul(x, w) + b


def forward(x):
    return mixed(scale(x))
