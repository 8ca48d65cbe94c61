import numpy as np
import tensorflow as tf


def drawn(shape):
    return tf.random_normal(shape, stddev=0.1)


def drawn_wider(shape):
    shape = [shape[0], shape[1] + 1]
    return tf.random_normal(shape, stddev=0.1)


def drawn_twice(shape):
    return tf.random_normal(shape, stddev=0.1) * tf.random_normal([3, 1])


def forward(x):
    a = tf.get_variable("a", initializer=drawn([3, 3]))
    b = tf.get_variable("b", initializer=drawn_wider([3, 2]))
    c = tf.get_variable("c", initializer=drawn_twice([1, 3]))
    d = tf.get_variable("d", initializer=np.random.randn(3, 3).astype(np.float32))
    e = tf.get_variable("e", initializer=tf.ones([3]) - 1)
    return tf.matmul(tf.matmul(x, a), b) + tf.matmul(tf.matmul(x, c), d) * e
