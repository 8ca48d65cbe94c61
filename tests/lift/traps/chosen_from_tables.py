import functools

import tensorflow as tf


def gated(x, name):
    with tf.variable_scope(name):
        return x * tf.layers.dense(x, 3, name="gate")


def scaled(x, name):
    with tf.variable_scope(name):
        return x * tf.get_variable("scale", [3])


PARTS = {"gated": gated, "scaled": scaled, "gated": scaled}
NUMBERS = {1: gated, 0: scaled}
SOME = {"gated": gated}


def double(x, kind):
    part = PARTS[kind]
    with tf.variable_scope("double_" + kind):
        return part(part(x, "a"), "b")


def number(x, kind):
    part = NUMBERS[kind]
    with tf.variable_scope("number_%d" % kind):
        return part(part(x, "a"), "b")


def default(x, kind):
    part = SOME.get(kind, scaled)
    with tf.variable_scope("default_" + kind):
        return part(part(x, "a"), "b")


def missing(x, kind):
    part = SOME.get(kind)
    with tf.variable_scope("missing_" + kind):
        x = gated(x, "first")
        if part:
            x = part(x, "a")
        return x


def caught(x, kind):
    with tf.variable_scope("caught_" + kind):
        x = gated(x, "first")
        part = SOME[kind]
        return part(gated(x, "second"), "a")


def forward(x):
    x = double(x, "gated") + double(x, "scaled") + number(x, True) + number(x, 0)
    x = default(x, "gated") + default(x, "none") + missing(x, "gated") + missing(x, "none")
    try:
        x = caught(x, "none")
    except KeyError:
        x = scaled(x, "instead")
    return x
