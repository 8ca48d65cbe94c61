# graph only
import tensorflow as tf


class Model(object):
    def __init__(self, x, training):
        self.x = x
        self.keep = tf.placeholder_with_default(1.0, [])
        self.share = tf.placeholder_with_default(1e-6, [])
        self.given = tf.placeholder_with_default(1.0, [])
        if training:
            self.given = tf.reduce_min([self.given, self.share])
        self.y = self.read() + self.read_given() + self.read_between()

    def read(self):
        """Its share is computed of the placeholder in the layer."""
        with tf.variable_scope("read"):
            keep = tf.maximum(self.share, self.keep)
            cell = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(3), output_keep_prob=keep)
            return tf.nn.dynamic_rnn(cell, self.x, dtype=tf.float32)[0]

    def read_given(self):
        """Its share is a placeholder on some ways only."""
        with tf.variable_scope("given"):
            cell = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(3), output_keep_prob=self.given)
            return tf.nn.dynamic_rnn(cell, self.x, dtype=tf.float32)[0]

    def read_between(self):
        """The share is another one afterwards."""
        with tf.variable_scope("between"):
            first = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(3), output_keep_prob=self.share)
            self.share = self.keep
            second = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(3), output_keep_prob=self.share)
            cell = tf.nn.rnn_cell.MultiRNNCell([first, second])
            return tf.nn.dynamic_rnn(cell, self.x, dtype=tf.float32)[0]


def forward(x):
    x = tf.reshape(x, [2, 1, 3])
    y = Model(x, False).y
    with tf.variable_scope("training"):
        return tf.reshape(y + 2.0 * Model(x, True).y, [2, 3])
