"""Scoped TF1 functions whose variable names are known from the text.

``record_names.py`` runs each under TF 1.15.5 and writes the names it makes to ``recorded_names.json``; the tests
read the names from this file's syntax and compare. Runs on Python 3.7.
"""

# ruff: noqa: UP031, UP032

import tensorflow as tf

layers = tf.contrib.layers
slim = tf.contrib.slim
rnn_cell = tf.nn.rnn_cell
PREFIX = "tower"


def images():
    return tf.zeros([2, 8, 8, 3])


def rows():
    return tf.zeros([2, 5])


def steps():
    return tf.zeros([2, 4, 5])


# ------------------------------------------------------------ scopes and names


def nested_scopes():
    with tf.variable_scope("a"):
        tf.get_variable("v", [1])
        with tf.variable_scope("b/c"):
            tf.get_variable("w", [1])
    tf.get_variable("x", [1])


def default_named_scopes():
    for_first = rows()
    with tf.variable_scope(None, "d"):
        tf.get_variable("v", [1])
    with tf.variable_scope(None, default_name="d", values=[for_first]):
        tf.get_variable("v", [1])
    with tf.variable_scope("e"):
        with tf.variable_scope(None, "d"):
            tf.get_variable("v", [1])


def explicit_name_counts():
    with tf.variable_scope("d"):
        tf.get_variable("v", [1])
    with tf.variable_scope(None, "d"):
        tf.get_variable("v", [1])


def reentered_parent():
    with tf.variable_scope("p"):
        with tf.variable_scope(None, "d"):
            tf.get_variable("v", [1])
    with tf.variable_scope("p"):
        with tf.variable_scope(None, "d"):
            tf.get_variable("w", [1])


def jump_to_captured():
    with tf.variable_scope("a") as scope:
        tf.get_variable("v", [1])
    with tf.variable_scope("b"):
        with tf.variable_scope(scope):
            tf.get_variable("w", [1])
        with tf.variable_scope(tf.get_variable_scope()):
            tf.get_variable("u", [1])


def named_by_constant():
    with tf.variable_scope(PREFIX + "_%d" % 3):
        tf.get_variable("w{}".format(1), [1])
        tf.get_variable(f"b{2}", [1])


def leaf(x, scope="leaf", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [5, 5])
        return tf.matmul(x, w)


def shared_twice():
    h = leaf(rows())
    h = leaf(h, reuse=True)
    return leaf(h, "other")


def linear(x, n, scope=None):
    with tf.variable_scope(scope or "linear"):
        return tf.matmul(x, tf.get_variable("w", [x.get_shape()[-1], n]))


def fallback_name():
    return linear(linear(rows(), 4), 3, "out")


def weight(name, shape):
    return tf.get_variable(name + "_w", shape)


def factory_in_callers_scope():
    with tf.variable_scope("net"):
        weight("first", [1])
        weight(name="second", shape=[2])


def tf_variables():
    with tf.name_scope("n"):
        tf.Variable(1.0, name="v")
        tf.Variable(1.0)
        tf.Variable(1.0)
    tf.Variable([1.0], name="v")


def variable_in_both_scopes():
    with tf.variable_scope("a"):
        with tf.name_scope("n"):
            tf.Variable(1.0, name="v")
            tf.get_variable("g", [1])


class Model:
    def __init__(self, n):
        self.n = n
        self.build(rows())

    def build(self, x):
        with tf.variable_scope("model"):
            return self.head(leaf(x))

    def head(self, h):
        return tf.layers.dense(h, self.n, name="head")


class Deeper(Model):
    def head(self, h):
        return tf.layers.dense(super().head(h), 1, name="deeper")


def through_a_class():
    Model(3)


def inherited_method():
    model = Deeper(3)
    return model


def templates():
    shared = tf.make_template("t", leaf)
    return shared(shared(rows()))


# ------------------------------------------------------------ tf.layers


def unnamed_layers():
    h = tf.layers.dense(rows(), 4)
    h = tf.layers.dense(h, 4, use_bias=False)
    with tf.variable_scope("s"):
        h = tf.layers.dense(h, 4)
    return tf.layers.dense(h, 2, name="out")


def every_layer():
    x = images()
    tf.layers.conv1d(steps(), 2, 3)
    tf.layers.conv2d(x, 2, 3)
    tf.layers.conv3d(tf.zeros([1, 4, 4, 4, 1]), 2, 3)
    tf.layers.separable_conv1d(steps(), 2, 3)
    tf.layers.separable_conv2d(x, 2, 3)
    tf.layers.conv2d_transpose(x, 2, 3)
    tf.layers.conv3d_transpose(tf.zeros([1, 4, 4, 4, 1]), 2, 3)
    tf.layers.batch_normalization(x, training=True)
    tf.layers.batch_normalization(x, center=False, scale=False, name="bare")
    tf.layers.dropout(x)
    tf.layers.flatten(x)
    tf.layers.max_pooling2d(x, 2, 2)
    tf.layers.average_pooling2d(x, 2, 2)


def layer_objects():
    dense = tf.layers.Dense(4)
    named = tf.layers.Dense(5, name="again", use_bias=False)
    dense(rows())
    named(named(rows()))
    tf.layers.Conv2D(2, 3)(images())


# ------------------------------------------------------------ tf.contrib.layers, slim


def contrib_layers():
    h = layers.fully_connected(rows(), 4)
    h = layers.fully_connected(h, 4, scope="mine", normalizer_fn=layers.batch_norm)
    h = layers.fully_connected(h, 4, biases_initializer=None)
    layers.layer_norm(h)
    layers.linear(h, 2)
    layers.bias_add(h)


def contrib_convolutions():
    x = images()
    layers.conv2d(x, 2, 3)
    layers.conv2d(x, 2, 3)
    layers.convolution2d(x, 2, 3, scope="named")
    layers.conv2d_transpose(x, 2, 3)
    layers.separable_conv2d(x, 2, 3, 1)
    layers.separable_conv2d(x, None, 3, 1, scope="depthwise")
    layers.conv2d_in_plane(x, 3)
    layers.batch_norm(x)
    layers.batch_norm(x, scale=True, center=False)
    layers.instance_norm(x)
    layers.group_norm(tf.zeros([2, 8, 8, 32]))
    layers.embed_sequence(tf.zeros([2, 3], tf.int32), 10, 4)


def slim_under_arg_scope():
    with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, activation_fn=None):
        h = slim.conv2d(images(), 2, 3, scope="c1")
        h = slim.flatten(h)
        h = slim.fully_connected(h, 3, scope="fc")
    slim.model_variable("m", [1])
    slim.variable("n", [1])
    return h


# ------------------------------------------------------------ RNN


def plain_rnn():
    tf.nn.dynamic_rnn(rnn_cell.BasicLSTMCell(3), steps(), dtype=tf.float32)


def named_rnn():
    cell = rnn_cell.GRUCell(3)
    tf.nn.dynamic_rnn(cell, steps(), dtype=tf.float32, scope="enc")


def stacked_rnn():
    cells = rnn_cell.MultiRNNCell(
        [rnn_cell.BasicRNNCell(3), rnn_cell.BasicLSTMCell(4, name="mine")]
    )
    tf.nn.dynamic_rnn(cells, steps(), dtype=tf.float32)


def wrapped_rnn():
    cell = rnn_cell.DropoutWrapper(rnn_cell.LSTMCell(3, use_peepholes=True, num_proj=2), 0.5)
    tf.nn.dynamic_rnn(cell, steps(), dtype=tf.float32)


def bidirectional():
    forward = tf.contrib.rnn.LayerNormBasicLSTMCell(3)
    backward = tf.contrib.rnn.LSTMBlockCell(3)
    tf.nn.bidirectional_dynamic_rnn(forward, backward, steps(), dtype=tf.float32)


def other_cells():
    xs = tf.unstack(steps(), axis=1)
    tf.nn.static_rnn(tf.contrib.rnn.UGRNNCell(3), xs, dtype=tf.float32)
    with tf.variable_scope("nas"):
        tf.contrib.rnn.static_rnn(tf.contrib.rnn.NASCell(3), xs, dtype=tf.float32)


NAMES = [
    nested_scopes,
    default_named_scopes,
    explicit_name_counts,
    reentered_parent,
    jump_to_captured,
    named_by_constant,
    shared_twice,
    fallback_name,
    factory_in_callers_scope,
    tf_variables,
    variable_in_both_scopes,
    through_a_class,
    inherited_method,
    templates,
    unnamed_layers,
    every_layer,
    layer_objects,
    contrib_layers,
    contrib_convolutions,
    slim_under_arg_scope,
    plain_rnn,
    named_rnn,
    stacked_rnn,
    wrapped_rnn,
    bidirectional,
    other_cells,
]
