# graph only: placeholders need one
import tensorflow as tf


def states(x, size):
    """Stays: its first state may be fed."""
    cell = tf.nn.rnn_cell.GRUCell(size)
    first = tf.placeholder_with_default(cell.zero_state(tf.shape(x)[0], tf.float32), [None, size])
    outputs, last = tf.nn.dynamic_rnn(cell, x, initial_state=first)
    return outputs, last


def model(x, size=4):
    h = tf.layers.dense(x, 3)
    outputs, last = states(tf.expand_dims(h, 1), size)
    with tf.variable_scope("head"):
        return tf.layers.dense(last, 3) + tf.reduce_sum(outputs)


def forward(x):
    with tf.variable_scope("one"):
        a = model(x)
        with tf.variable_scope(None, default_name="rnn"):
            a = a * tf.get_variable("w", [3])
    with tf.variable_scope("one", reuse=True):
        b = model(a)
    with tf.variable_scope("two"):
        with tf.variable_scope(None, default_name="rnn"):
            b = b * tf.get_variable("w", [3])
        with tf.variable_scope("up"):
            b = model(b, size=2)
        return model(b)
