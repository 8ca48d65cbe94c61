import functools

import tensorflow as tf


def gated(x, name):
    with tf.variable_scope(name):
        return x * tf.layers.dense(x, 3, name="gate")


def scaled(x, name):
    with tf.variable_scope(name):
        return x * tf.get_variable("scale", [3])


def net(x, first):
    def own(x, name):
        return gated(x, name)

    part = own if first else scaled

    def own(x, name):
        return scaled(x, name + "_other")

    with tf.variable_scope("net_%d" % first):
        return own(part(x, "a"), "b")


WHICH = gated


def switch(function):
    global WHICH
    WHICH = function


def late(x, first, scope):
    part = WHICH if first else scaled
    with tf.variable_scope(scope):
        x = part(x, "a")
        switch(scaled)
        x = part(x, "b")
        switch(gated)
        return x


def shadowed(x, first):
    part = gated if first else scaled
    with tf.variable_scope("shadowed_%d" % first):
        more = [part(x, "p%d" % i) for i, part in enumerate([scaled, gated])]
        return part(x, "a") + more[0] + more[1]


def argument(x, first):
    part = gated if first else scaled

    def inner(h, part):
        return part(h, "inner")

    with tf.variable_scope("argument_%d" % first):
        return inner(part(x, "a"), scaled)


def forward(x):
    x = net(x, 1) + net(x, 0) + late(x, 1, "l1") + late(x, 0, "l0")
    return shadowed(x, 1) + shadowed(x, 0) + argument(x, 1) + argument(x, 0)
