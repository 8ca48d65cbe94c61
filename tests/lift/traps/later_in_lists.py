import tensorflow as tf


def gated(x, y, sizes):
    """One layer of each turn is made in the constructor, and one when the layer is built."""
    for n in sizes:
        x = tf.layers.dense(x, n)
        x = tf.layers.dense(x, y.shape[-1].value)
    return x


def first_gates(x, y, depth):
    for _ in range(depth):
        y = tf.layers.dense(y, x.shape[-1].value)
    return tf.layers.dense(y, 3)


def gates_behind(x, y, depth):
    y = tf.layers.dense(y, 3)
    for _ in range(depth):
        y = tf.layers.dense(y, x.shape[-1].value)
    return y


def maybe_gate(x, y, gate):
    if gate:
        y = tf.layers.dense(y, x.shape[-1].value)
    return y


def maybe(x, gate):
    """The number of the second one is not known."""
    return maybe_gate(x, maybe_gate(x, tf.layers.dense(x, 3), gate), True)


def forward(x):
    with tf.variable_scope("a"):
        y = gated(x, x, [3, 4])
        y = gated(y, x, [2])
    y = first_gates(x, y, 3)
    y = first_gates(x, y, 1)
    with tf.variable_scope("b"):
        y = gates_behind(x, y, 2) + gates_behind(x, y, 1)
    return maybe(y, False)
