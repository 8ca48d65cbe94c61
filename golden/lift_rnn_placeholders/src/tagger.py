import tensorflow as tf


def reader(x, size, keep_prob, scope="reader"):
    with tf.variable_scope(scope):
        cell = tf.nn.rnn_cell.GRUCell(size)
        cell = tf.nn.rnn_cell.DropoutWrapper(cell, output_keep_prob=keep_prob)
        outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        return outputs


def tagger(x, tags, size, keep_prob, reuse=None):
    """A tag for each step."""
    with tf.variable_scope("tagger", reuse=reuse):
        x = tf.nn.dropout(x, keep_prob)
        x = reader(x, size, keep_prob)
        return tf.layers.dense(x, tags, name="tags")
