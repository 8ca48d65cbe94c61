# graph only
import tensorflow as tf


def reader(x, size, keep, reuse=None):
    with tf.variable_scope("reader", reuse=reuse):
        cell = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(size), output_keep_prob=keep)
        outputs, _ = tf.nn.dynamic_rnn(cell, tf.reshape(x, [2, 1, 3]), dtype=tf.float32)
        return outputs[:, 0]


def both(x, size, first, second):
    """The same weights with other dropout."""
    with tf.variable_scope("both"):
        return reader(x, size, first) + 2.0 * reader(x, size, second, reuse=True)


def forward(x):
    some = tf.placeholder_with_default(1.0, [], name="some")
    none = tf.placeholder_with_default(1e-6, [], name="none")
    y = both(x, 3, some, none)
    with tf.variable_scope("again"):
        y += both(x, 3, none, some)
    y += 3.0 * reader(x, 3, none)
    return y + 4.0 * reader(x, 3, some, reuse=True)
