import tensorflow as tf


def run(cell, x):
    try:
        outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    except ValueError:
        outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return outputs


def encode(x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        cell = tf.nn.rnn_cell.GRUCell(3)
        h = run(cell, tf.expand_dims(x, 0))
        return run(cell, h)[0]


def forward(x):
    return encode(x, "a") + encode(x, "b") * encode(x, "a")
