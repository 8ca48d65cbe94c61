"""Blocks with parts of their own around functions that stay, in scopes that say something about what these make."""

import tensorflow as tf

import turns


def scaled(x, scope="scaled"):
    """Stays: a `while` loop creates its variables."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("gamma_%d" % i, [3])
            i += 1
        return x


def stack(x):
    """Stays, and TF1 counts its layers in the scope around."""
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3)
        i += 1
    return x


def halved(getter, name, *args, **kwargs):
    return 0.5 * getter(name, *args, **kwargs)


def initialized(x, value, scope="initialized"):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="dense")
        # The scales of a new block change little.
        with tf.variable_scope("scales", initializer=tf.constant_initializer(value)):
            h = scaled(h)
        return tf.layers.dense(h, 3, name="out")


def penalized(x, rate):
    penalty = tf.contrib.layers.l2_regularizer(rate)
    with tf.variable_scope("penalized"):
        with tf.variable_scope("scales", regularizer=penalty):
            h = scaled(tf.tanh(x))
            h = tf.nn.relu(h) + scaled(h, "more")
        return tf.layers.dense(h, 3, name="out")


def shared(x, reuse=None):
    with tf.variable_scope("shared", reuse=reuse):
        h = tf.layers.dense(x, 3, name="dense")
        with tf.variable_scope("half", custom_getter=halved):
            return scaled(h)


def numbered(x, depth):
    with tf.variable_scope("numbered"):
        h = tf.layers.dense(x, 3, name="first")
        with tf.variable_scope(None, "block"):
            h = scaled(h)
        h = tf.layers.dense(h, 3, name="second")
        with tf.variable_scope(None, "block", initializer=tf.ones_initializer()):
            for i in range(depth):
                if i % 2 == 0:
                    h = scaled(h, "scaled_%d" % i)
            h = stack(h)
        return h


def counted(x):
    """No scope of its own: what it hosts is counted in one that it opens."""
    with tf.variable_scope("counted"):
        h = stack(tf.nn.relu(x))
        h = stack(h)
    with tf.variable_scope("plain"):
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    h = initialized(x, 0.9)
    h = h + initialized(h, 1.1, scope="again")
    h = penalized(h, 0.01)
    h = shared(shared(h), reuse=True)
    h = h + counted(h)
    return turns.forward(numbered(h, 3))
