import tensorflow as tf


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        h = tf.expand_dims(x, 1)
        a, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(3), h, dtype=tf.float32)
        b, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(3), h + 1.0, dtype=tf.float32)
        return a[:, 0] + b[:, 0]


def states(x):
    i = 0
    while i < 1:
        a, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(3), x, dtype=tf.float32)
        i += 1
    return a


def hosts(x):
    with tf.variable_scope("hosts", reuse=tf.AUTO_REUSE):
        h = tf.expand_dims(tf.layers.dense(x, 3, name="fc"), 1)
        return states(h)[:, 0] + states(h + 1.0)[:, 0]


def forward(x):
    return net(x) + hosts(x)
