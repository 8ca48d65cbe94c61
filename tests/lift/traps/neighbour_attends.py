import tensorflow as tf


def attend(x, memory, units, scope="attend"):
    with tf.variable_scope(scope):
        mechanism = tf.contrib.seq2seq.BahdanauAttention(units, memory)
        cell = tf.contrib.seq2seq.AttentionWrapper(tf.contrib.rnn.GRUCell(units), mechanism, units)
        outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        return outputs


def loose(x, memory, units):
    mechanism = tf.contrib.seq2seq.LuongAttention(units, memory)
    cell = tf.contrib.seq2seq.AttentionWrapper(tf.contrib.rnn.GRUCell(units), mechanism, units)
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="rnn")
    return outputs


def decoder(x, units, scope="decoder"):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, units)
        h = attend(h, x, units)
        return tf.layers.dense(h, units)


def named_alike(x, units):
    with tf.variable_scope("alike"):
        h = tf.layers.dense(x, units, name="first")
        h = loose(h, x, units)
        with tf.variable_scope(None, "memory_layer"):
            return tf.layers.dense(h, units, name="d")


def forward(x):
    x = tf.stack([x, 2.0 * x], axis=1)
    h = decoder(x, 3) + named_alike(x, 3)
    return tf.reduce_sum(h, 1)
