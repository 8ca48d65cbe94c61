import numpy as np
import tensorflow as tf


def mix(x, ids, scale=1.0):
    with tf.variable_scope("mix"):
        table = tf.get_variable("t", [4, 3])
        return x + tf.nn.embedding_lookup(table, ids) * scale


def other(x, ids, scale):
    with tf.variable_scope("other"):
        table = tf.get_variable("t", [4, 3])
        return x + tf.nn.embedding_lookup(table, ids) * tf.square(scale)


def forward(x):
    ids = [2, 3]
    y = mix(x, [1, 2], 0.5)
    return other(y, ids, 2.0)
