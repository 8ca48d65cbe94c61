# graph only: placeholders need one
import tensorflow as tf


def states(x, size):
    """Stays: its first state may be fed."""
    cell = tf.nn.rnn_cell.GRUCell(size)
    first = tf.placeholder_with_default(cell.zero_state(tf.shape(x)[0], tf.float32), [None, size])
    outputs, last = tf.nn.dynamic_rnn(cell, x, initial_state=first)
    return outputs, last


def beside(x):
    with tf.variable_scope("beside"):
        outputs, last = states(tf.expand_dims(x, 1), 3)
        with tf.variable_scope(None, default_name="rnn"):
            return last * tf.get_variable("w", [3])


def scoped(x):
    with tf.variable_scope("scoped"):
        x = tf.layers.dense(x, 3)
        with tf.variable_scope("up"):
            outputs, last = states(tf.expand_dims(x, 1), 3)
        outputs, more = states(tf.expand_dims(x, 1), 3)
        return tf.layers.dense(last + more, 3)


def forward(x):
    return beside(scoped(x))
