"""Makers of functions whose results must not be taken for one another."""
import functools

import tensorflow as tf


def dense(x, units, scope="dense"):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.matmul(x, w)


def named(units, scale):
    def network(x):
        return scale * dense(x, units)

    return network


def twice_in_one_scope(x):
    """Two networks of one maker, and one network twice: TF 1 refuses the second."""
    first, second = named(2, 1.0), named(2, 3.0)
    errors = []
    with tf.variable_scope("twice"):
        out = first(x)
        for again in (second, first):
            try:
                again(x)
            except ValueError as error:
                errors.append(str(error).partition(",")[0])
    with tf.variable_scope("twice", reuse=True):
        return out + second(x), tf.constant(float(len(errors)))


def other_size_in_one_scope(x):
    """The names agree and the shapes do not."""
    with tf.variable_scope("sizes", reuse=tf.AUTO_REUSE):
        small = named(2, 1.0)(x)
        try:
            return named(4, 1.0)(x)
        except ValueError:
            return small


def counted(units):
    """Its layers have no names: TF 1 counts them in the scope of whoever calls it."""

    def network(x):
        h = tf.layers.dense(x, units)
        return tf.layers.dense(h, 2)

    return network


def late(depth):
    """What the functions read is what it is when they are called."""
    layers = []
    for i in range(depth):

        def layer(x):
            return dense(x, 3, scope="late_%d" % i)

        layers.append(layer)
    return layers


def early(depth):
    """A default is what it was when the function was made."""
    layers = []
    for i in range(depth):

        def layer(x, i=i):
            return dense(x, 3, scope="early_%d" % i)

        layers.append(layer)
    return layers


def changed_after(units):
    scope = "before"

    def network(x):
        return dense(x, units, scope=scope)

    scope = "after"
    return network


def around(x):
    """What it makes reads a tensor."""
    context = tf.reduce_mean(x, axis=0, keepdims=True)

    def network(h):
        return dense(h - context, 2, scope="around")

    return network


def numbered(prefix):
    """A counter that lives as long as the function."""
    count = 0

    def network(x):
        nonlocal count
        count += 1
        return dense(x, 3, scope="%s_%d" % (prefix, count))

    return network


def halving(scope):
    def network(x, units):
        if units < 2:
            return x
        with tf.variable_scope(scope):
            return network(dense(x, units), units // 2)

    return network


def twice(function):
    @functools.wraps(function)
    def both(x):
        with tf.variable_scope("a"):
            a = function(x)
        with tf.variable_scope("b"):
            return a + function(x)

    return both


def decorated(units):
    @twice
    def network(x):
        return dense(x, units, scope="decorated")

    return network


def collecting():
    outputs = []

    def network(x):
        h = dense(x, 3, scope="collecting_%d" % len(outputs))
        outputs.append(h)
        return h

    return network, outputs


def forward(x):
    results = list(twice_in_one_scope(x))
    results.append(other_size_in_one_scope(x))
    network = counted(4)
    with tf.variable_scope("counted"):
        results += [network(x), network(x), counted(3)(x)]
    with tf.variable_scope("counted_again", reuse=tf.AUTO_REUSE):
        results += [network(x), network(x)]
    with tf.variable_scope("counted_again", reuse=True):
        results += [network(x)]
    for i, layer in enumerate(late(2)):
        with tf.variable_scope("turn_%d" % i):
            results.append(layer(x))
    for layer in early(2):
        results.append(layer(x))
    results.append(changed_after(2)(x))
    results.append(around(x)(x))
    network = numbered("numbered")
    results += [network(x), network(x), numbered("other")(x)]
    results.append(halving("halving")(x, 4))
    results.append(decorated(2)(x))
    network, outputs = collecting()
    results += [network(network(x)), outputs[0]]
    return results
