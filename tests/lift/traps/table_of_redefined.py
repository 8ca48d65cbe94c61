import functools

import tensorflow as tf


def gated(x):
    return x * tf.layers.dense(x, 3, name="gate")


def with_gate(function):
    @functools.wraps(function)
    def both(x):
        return function(gated(x))

    return both


def swish(x):
    return gated(x)


@with_gate
def softer(x):
    return tf.nn.softplus(x) - 0.5


ACTS = {"swish": swish, "softer": softer}


def swish(x):
    return x * tf.sigmoid(x)


def net(x, kind):
    with tf.variable_scope("net_" + kind):
        act = ACTS[kind]
        h = act(tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def forward(x):
    return net(x, "swish") + net(x, "softer")
