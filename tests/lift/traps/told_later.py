import tensorflow as tf


def gate(x):
    return tf.layers.dense(x, x.shape[-1].value, activation=tf.tanh)


def named_gate(x, dense_name=None):
    """The parameter is another one's name."""
    return gate(x) if dense_name is None else gate(x + 1.0)


def shared(x):
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        y = gate(x) + gate(x)
    with tf.variable_scope("shared", reuse=True):
        return y + gate(gate(x))


def turns(x, depth):
    with tf.variable_scope("turns"):
        for i in range(depth):
            if i > 1:
                x = gate(x)
            x = gate(x)
        return gate(tf.concat([x, x], -1))


def widths(x):
    """Two widths by one function, each of its own layer."""
    with tf.variable_scope("widths"):
        y = gate(tf.concat([gate(x), x], -1))
        return named_gate(y, "dense_1")[:, :3] + named_gate(x)


def forward(x):
    y = widths(gate(shared(x)))
    return tf.reduce_sum(turns(y, 3)) + gate(y)
