import tensorflow as tf


def gated(x):
    return x * tf.layers.dense(x, 3, name="gate")


def with_gate(table):
    table["gated"] = gated
    return table


ACTS = {"relu": tf.nn.relu, "tanh": tf.tanh}
with_gate(ACTS)


def one(x, kind):
    with tf.variable_scope("one_" + kind):
        h = ACTS[kind](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def two(x, kind):
    acts = {"tanh": tf.tanh}
    with_gate(acts)
    with tf.variable_scope("two_" + kind):
        h = acts[kind](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def forward(x):
    return one(x, "gated") + two(x, "gated") + two(x, "tanh")
