"""Loops of which some turns call functions that stay, or call them several times."""

import tensorflow as tf


def scaled(x, scope="scaled"):
    """Stays: a `while` loop creates its variables."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("gamma_%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def every_other(x, depth):
    with tf.variable_scope("every_other"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="dense_%d" % i)
            if i % 2:
                x = scaled(x, "scaled_%d" % i)
        return x


def growing(x, depth):
    with tf.variable_scope("growing"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="dense_%d" % i)
            for j in range(i):
                # No scale behind the first one.
                with tf.variable_scope("step_%d_%d" % (i, j)):
                    x = scaled(x)
            x = tf.layers.dense(x, 3, name="out_%d" % i)
        return x


def rows(x, depth):
    with tf.variable_scope("rows"):
        for i in range(depth):
            for j in range(2):
                x = tf.layers.dense(x, 3, name="dense_%d_%d" % (i, j))
                x = scaled(x, "scaled_%d_%d" % (i, j))
            x = scaled(x, "scaled_%d" % i)
        return tf.layers.dense(x, 3, name="out")


def both(x, depth):
    """Stays: a scale of the second turn is behind the dense layer of that turn."""
    with tf.variable_scope("both"):
        for i in range(depth):
            if i % 2:
                x = tf.layers.dense(x, 3, name="dense_%d" % i)
                x = scaled(x, "scaled_%d" % i)
        return x


def forward(x):
    h = every_other(x, 3)
    h = growing(h, 3)
    return both(rows(h, 2), 4)
