import tensorflow as tf


def head(h):
    return tf.layers.dense(h, 3)


def stack(x, depth, norm):
    """Stays: nobody knows how often it calls what it is given."""
    i = 0
    while i < depth:
        x = norm(tf.layers.dense(x, 3, name="fc_%d" % i, use_bias=False))
        i += 1
    return x


def inner(x, norm):
    with tf.variable_scope("inner"):
        return stack(x, 2, norm) + 1.0


def first(x, norm):
    """What is counted comes before all of its own."""
    with tf.variable_scope("first"):
        h = stack(x, 2, norm)
        return tf.layers.dense(h, 3, name="last")


def behind(x, norm):
    """A layer with a name that TF1 may count stands before."""
    with tf.variable_scope("behind"):
        h = tf.layers.dense(x, 3, name="dense")
        return stack(h, 2, norm)


def bare(x, norm):
    h = stack(x, 1, norm)
    return tf.layers.dense(h, 3, name="bare")


def forward(x):
    y = first(x, head)
    y += inner(x, tf.nn.tanh) + behind(x, head)
    return y + bare(x, head)
