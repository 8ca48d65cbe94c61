import numpy as np
import six
import tensorflow as tf


def dims(tensor, expected_rank=None, name=None):
    if isinstance(tensor, (np.ndarray, list)):
        shape = np.array(tensor).shape
        if isinstance(expected_rank, six.integer_types):
            assert len(shape) == expected_rank
        return shape
    if name is None:
        name = "dims"
    with tf.name_scope(name):
        found = tensor.shape.as_list()
        dynamic = tf.shape(tensor)
        return [dynamic[i] if d is None else d for i, d in enumerate(found)]


def build(x, units):
    with tf.variable_scope("build"):
        w = tf.get_variable("w", [dims(x, expected_rank=2)[-1], units])
        rows = dims(x)[0]
        return tf.reshape(tf.matmul(x, w), [rows, units])


def table(x, n):
    h = tf.layers.dense(x, dims(x)[1] + n, name="table")
    return h * dims([[1.0, 2.0, 3.0]])[1]


def forward(x):
    return build(table(x, 2), 3)
