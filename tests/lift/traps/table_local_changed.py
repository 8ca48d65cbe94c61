import tensorflow as tf


def gated(x):
    return x * tf.layers.dense(x, 3, name="gate")


def one(x, deep):
    acts = {"a": tf.tanh, "b": tf.nn.relu}
    if deep:
        acts["b"] = gated
    with tf.variable_scope("one_%d" % deep):
        h = acts["b"](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def two(x, deep):
    acts = {"a": tf.tanh, "b": tf.nn.relu}

    def change():
        acts.update(b=gated)

    if deep:
        change()
    with tf.variable_scope("two_%d" % deep):
        h = acts["b"](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def three(x, deep, act=gated):
    acts = {"a": tf.tanh, "b": act if deep else tf.nn.relu}
    with tf.variable_scope("three_%d" % deep):
        h = acts["b"](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def forward(x):
    for deep in (0, 1):
        x = one(x, deep) + two(x, deep) + three(x, deep)
    return x
