import tensorflow as tf


def states(x):
    with tf.variable_scope("rnn"):
        return x * tf.get_variable("g", [3])


def model(x):
    h = tf.layers.dense(x, 3)
    last = states(h)
    with tf.variable_scope("head"):
        return tf.layers.dense(last, 3)


def forward(x):
    with tf.variable_scope("one"):
        a = states(x)
        with tf.variable_scope(None, default_name="rnn"):
            a = a * tf.get_variable("w", [3])
    return a
