import numpy as np
import tensorflow as tf


def net(x, n):
    start = np.linspace(0, 1, 3 * n).reshape(3, n).astype(np.float32)
    with tf.variable_scope("net"):
        w = tf.get_variable("w", initializer=start)
        b = tf.get_variable("b", initializer=tf.constant([0.5] * n))
        return tf.matmul(x, w) + b


def forward(x):
    return net(x, 4)
