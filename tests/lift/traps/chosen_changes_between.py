import functools

import tensorflow as tf


def gated(x, name):
    with tf.variable_scope(name):
        return x * tf.layers.dense(x, 3, name="gate")


def scaled(x, name):
    with tf.variable_scope(name):
        return x * tf.get_variable("scale", [3])


class Config(object):
    def __init__(self, kind):
        self.kind = kind


def other(config):
    config.kind = "scaled"


def flag(x, first):
    part = gated if first else scaled
    with tf.variable_scope("flag_%d" % first):
        x = part(x, "a")
        first = not first
        return part(x, "b" if first else "c")


def setting(x, config):
    part = gated if config.kind == "gated" else scaled
    with tf.variable_scope("setting"):
        x = part(x, "a")
        other(config)
        return part(x, "b")


def rebound(x, first):
    part = gated if first else scaled
    with tf.variable_scope("rebound_%d" % first):
        x = part(x, "a")
        part = scaled
        return part(x, "b")


def in_loop(x):
    with tf.variable_scope("in_loop"):
        for i in range(3):
            part = gated if i % 2 else scaled
            x = part(x, "p%d" % i)
        return part(x, "last")


def forward(x):
    x = flag(x, 1) + flag(x, 0) + setting(x, Config("gated"))
    return rebound(x, 1) + rebound(x, 0) + in_loop(x)
