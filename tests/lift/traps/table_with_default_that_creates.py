import tensorflow as tf


def gated(x):
    return x * tf.layers.dense(x, 3, name="gate")


def softer(x):
    return tf.nn.softplus(x) - 0.5


def twice(x):
    return softer(softer(x))


def through(x):
    return gated(twice(x))


ACTS = {"relu": tf.nn.relu, "twice": twice, "half": lambda x: 0.5 * x}
CREATING = {"through": through, "lambda": lambda x: gated(x), "relu": tf.nn.relu}


def one(x, kind):
    with tf.variable_scope("one_" + kind):
        act = ACTS.get(kind, gated)
        h = act(tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def two(x, kind):
    with tf.variable_scope("two_" + kind):
        h = CREATING[kind](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def three(x, kind):
    with tf.variable_scope("three_" + kind):
        h = ACTS[kind](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def forward(x):
    x = one(x, "relu") + one(x, "other") + three(x, "twice") + three(x, "half")
    return two(x, "through") + two(x, "lambda") + two(x, "relu")
