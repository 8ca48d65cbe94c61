import collections

import tensorflow as tf

Pair = collections.namedtuple("Pair", ["first", "second"])


def linear(args, units, scope):
    if not isinstance(args, (list, tuple)):
        args = [args]
    total = 0
    for arg in args:
        total += arg.get_shape().as_list()[1]
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [total, units])
        if len(args) == 1:
            return tf.matmul(args[0], w)
        else:
            return tf.matmul(tf.concat(args, 1), w)


def counted(args, units, scope):
    """Divides by how many there are."""
    if not isinstance(args, (list, tuple)):
        args = [args]
    total = sum(arg.get_shape()[1].value for arg in args)
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [total, units])
        return tf.matmul(tf.concat(args, 1), w) / len(args)


def paired(args, units, scope):
    """Is given a pair, which is a tuple."""
    if not isinstance(args, (list, tuple)):
        args = [args]
    total = sum(arg.get_shape()[1].value for arg in args)
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [total, units])
        return tf.matmul(tf.concat(args, 1), w)


def stacked(args, units, scope):
    """Is as wide as all of them, and puts them below each other."""
    if not isinstance(args, (list, tuple)):
        args = [args]
    total = 0
    for arg in args:
        total += arg.get_shape().as_list()[1]
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [total, units])
        return tf.reduce_sum(tf.concat(args, 0)) + tf.reduce_sum(w)


def both(x):
    return Pair(x, tf.tanh(x))


def step(x, state, scope):
    with tf.variable_scope(scope):
        c, h = state
        z = linear([x, h], 3, "linear")
        return tf.tanh(z), (tf.sigmoid(z) * c, z)


def forward(x):
    with tf.variable_scope("net"):
        y, state = step(x, (tf.zeros_like(x), tf.ones_like(x)), "one")
        y, state = step(y, state, "two")
        y = linear(y, 3, "alone") + linear([y], 3, "listed") + linear((x, y, state[1]), 3, "all")
        y += counted([x, y], 3, "counted") + counted(x, 3, "counted_one")
        return y + paired(both(x), 3, "paired") + paired(y, 3, "single") + stacked([x, y], 2, "stacked")
