import tensorflow as tf


def states(x):
    """Stays."""
    with tf.variable_scope("rnn"):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def model(x):
    h = tf.layers.dense(x, 3)
    last = states(h)
    with tf.variable_scope("head"):
        return tf.layers.dense(last, 3)


def forward(x):
    with tf.variable_scope("one"):
        a = model(x)
        with tf.variable_scope(None, default_name="rnn"):
            a = tf.layers.dense(a, 3)
    return a
