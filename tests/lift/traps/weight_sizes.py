import math

import numpy as np
import tensorflow as tf


def half(n):
    return n / 2


def net(x, n=5, ratio=0.6):
    with tf.variable_scope("net"):
        w = tf.get_variable("w", [3, int(n * ratio)])
        x = tf.matmul(x, w)
        y = tf.layers.dense(x, half(6), name="half")
        z = tf.layers.dense(y, math.ceil(n / 2.0), name="ceil")
        q = tf.layers.dense(z, np.prod([2, 2]), name="prod")
        r = tf.layers.dense(q, 7 * 0.5, name="cut")
        m = tf.layers.dense(r, max(2, n // 2), name="max")
        return m


def forward(x):
    return net(x)
