import functools

import tensorflow as tf


def gated(x, name):
    with tf.variable_scope(name):
        return x * tf.layers.dense(x, 3, name="gate")


def scaled(x, name):
    with tf.variable_scope(name):
        return x * tf.get_variable("scale", [3])


def sized(x, units, name, act=None, scale=1.0):
    with tf.variable_scope(name):
        x = scale * tf.layers.dense(x, units, activation=act, name="d")
        return x


def fixed(x, first):
    scale = 2.0
    part = functools.partial(sized, scale=scale) if first else functools.partial(sized, act=tf.tanh)
    with tf.variable_scope("fixed_%d" % first):
        x = part(x, 3, "a")
        scale = 5.0
        return scale * part(x, 3, "b")


def overridden(x, first):
    part = functools.partial(sized, scale=2.0, name="p") if first else functools.partial(sized, name="q")
    with tf.variable_scope("overridden_%d" % first):
        return part(part(x, units=3, name="a"), units=3, name="b")


def lambdas(x, first, scale=3.0):
    part = (lambda h, name: scale * gated(h, name)) if first else (lambda h, name: h)
    with tf.variable_scope("lambdas_%d" % first):
        x = part(x, "a")
        scale = 0.5
        return part(x, "b") * scale


def names(x, first):
    name = "outer"
    part = gated if first else scaled
    with tf.variable_scope(name + "_%d" % first):
        return part(part(x, "a"), name)


def keywords(x, first):
    part = gated if first else scaled
    with tf.variable_scope("keywords_%d" % first):
        return part(name="a", x=part(x, name="b"))


def forward(x):
    for first in (0, 1):
        x = fixed(x, first) + overridden(x, first) + lambdas(x, first) + names(x, first) + keywords(x, first)
    return x
