import tensorflow as tf


def gru(x, units, bidirection=False, scope="gru", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        cell = tf.contrib.rnn.GRUCell(units)
        x = tf.expand_dims(x, 1)
        if bidirection:
            cell_bw = tf.contrib.rnn.GRUCell(units)
            outputs, _ = tf.nn.bidirectional_dynamic_rnn(cell, cell_bw, x, dtype=tf.float32)
            return tf.concat(outputs, 2)[:, 0]
        else:
            outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
            return outputs[:, 0]


def host(x, scope="host", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 4, name="d")
        h = gru(h, 2, bidirection=True)
        h += gru(h, 4, bidirection=False, scope="gru2")
        return tf.layers.dense(h, 3)


def forward(x):
    y = host(x)
    return y + host(y, reuse=True) + host(y, "other")
