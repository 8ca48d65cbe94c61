import numpy as np
import tensorflow as tf


def net(x, n=6):
    with tf.variable_scope("net"):
        w = tf.get_variable("w", [3, n / 2])
        v = tf.get_variable("v", shape=(np.sqrt(9.0), np.prod([2, 2])))
        return tf.matmul(tf.matmul(x, w), v)


def forward(x):
    return net(x)
