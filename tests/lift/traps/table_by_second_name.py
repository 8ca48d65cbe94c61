import tensorflow as tf


def gated(x):
    return x * tf.layers.dense(x, 3, name="gate")


ACTS = {"relu": tf.nn.relu, "tanh": tf.tanh}
MORE = ACTS
MORE["gated"] = gated

KINDS = OTHERS = {"relu": tf.nn.relu}
OTHERS["gated"] = gated


def one(x, kind):
    with tf.variable_scope("one_" + kind):
        act = ACTS[kind]
        h = act(tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def two(x, kind):
    with tf.variable_scope("two_" + kind):
        act = KINDS.get(kind, tf.tanh)
        h = act(tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def forward(x):
    return one(x, "tanh") + one(x, "gated") + two(x, "gated") + two(x, "none")
