# graph only
import tensorflow as tf


def reader(x, size, keep, scale):
    """One placeholder is a share and an amount, one is no share."""
    with tf.variable_scope("reader"):
        cell = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(size), input_keep_prob=keep)
        outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        if keep == 1:
            outputs = tf.layers.dense(outputs, size, name="never")
        w = tf.get_variable("w", [size], initializer=tf.ones_initializer())
        return outputs * w * keep + scale


def maker(size, keep):
    def one():
        return tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.BasicRNNCell(size), output_keep_prob=keep)

    return tf.nn.rnn_cell.MultiRNNCell([one() for _ in range(2)])


def deep(x, size, keep=None):
    with tf.variable_scope("deep"):
        return tf.nn.dynamic_rnn(maker(size, 1.0 if keep is None else keep), x, dtype=tf.float32)[0]


def within(x, size):
    """Makes the placeholder itself."""
    with tf.variable_scope("within"):
        keep = tf.placeholder_with_default(1.0, [])
        x = tf.layers.dense(x, size)
        return reader(x, size, keep, keep)


def rows(x, size, keep):
    """The share is that of a turn."""
    with tf.variable_scope("rows"):
        shares = [keep, 1.0 - keep]
        for i, share in enumerate(shares):
            with tf.variable_scope("row_%d" % i):
                x += reader(x, size, share, 1.0)
        return x


def forward(x):
    x = tf.reshape(x, [2, 1, 3])
    keep = tf.placeholder_with_default(1.0, [])
    most = tf.placeholder_with_default(1e-6, [])
    y = reader(x, 3, keep, 2.0) + deep(x, 3, keep) + within(x, 3) + rows(x, 3, most)
    with tf.variable_scope("other"):
        y += deep(x, 3) + 2.0 * deep_again(x, 1.0 - most)
    return tf.reshape(y, [2, 3])


def deep_again(x, keep):
    with tf.variable_scope("second"):
        return deep(x, 3, keep)
