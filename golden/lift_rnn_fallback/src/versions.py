"""Code that was written to run on several versions of TensorFlow."""
import tensorflow as tf
from tensorflow.contrib import rnn


def both_ways(x, units, classes):
    with tf.variable_scope("both_ways"):
        steps = tf.unstack(x, 4, 1)
        forward = rnn.BasicLSTMCell(units)
        backward = rnn.BasicLSTMCell(units)

        # Run them.
        try:
            outputs, _, _ = rnn.static_bidirectional_rnn(forward, backward, steps,
                                                         dtype=tf.float32)  # with states
        except Exception:  # it gave only the outputs once
            outputs = rnn.static_bidirectional_rnn(forward, backward, steps,
                                                   dtype=tf.float32)
        w = tf.get_variable("w", [2 * units, classes])
        return tf.matmul(outputs[-1], w)


def over_time(x, units):
    """The other order: the old way first, which runs on TF 1.15, too."""
    with tf.variable_scope("over_time"):
        cell = rnn.GRUCell(units)
        try:
            # both results
            result = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        except ValueError:
            result, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        return result[0]


def old_way_first(x, units):
    """Fails on TF 1.15 and runs again, with a scope of another name."""
    with tf.variable_scope("old_way_first"):
        cell = rnn.GRUCell(units)
        steps = tf.unstack(x, 4, 1)
        try:
            outputs, _, _ = rnn.static_rnn(cell, steps, dtype=tf.float32)
        except ValueError:
            outputs, _ = rnn.static_rnn(cell, steps, dtype=tf.float32)
        return outputs[-1]


def other_call(x, units):
    """The second way is another call."""
    with tf.variable_scope("other_call"):
        cell = rnn.GRUCell(units)
        try:
            outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="new")
        except TypeError:
            outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        return outputs


def shared(x, units):
    """Makes a variable, or takes the one that is there."""
    with tf.variable_scope("shared") as scope:
        try:
            w = tf.get_variable("w", [4, units])
        except ValueError:
            scope.reuse_variables()
            w = tf.get_variable("w", [4, units])
        return tf.tensordot(x, w, 1)


def run(x):
    return [both_ways(x, 3, 2), over_time(x, 3), old_way_first(x, 3), other_call(x, 3), shared(x, 2)]
