import tensorflow as tf


def gated(x):
    return x * tf.layers.dense(x, 3, name="gate")


ACTS = {"act": tf.nn.relu}
KINDS = {"act": tf.nn.relu}


def switch(act):
    global ACTS
    ACTS = {"act": act}
    globals()["KINDS"] = {"act": act}


def one(x, scope, kind):
    with tf.variable_scope(scope):
        h = ACTS[kind](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def two(x, scope, kind):
    with tf.variable_scope(scope):
        act = KINDS[kind]
        h = act(tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def three(x, scope, kind, ACTS):
    with tf.variable_scope(scope):
        h = ACTS[kind](tf.layers.dense(x, 3, name="first"))
        return tf.layers.dense(h, 3, name="second")


def forward(x):
    x = one(x, "a", "act") + two(x, "b", "act") + three(x, "c", "act", {"act": gated})
    switch(gated)
    x = one(x, "d", "act") + two(x, "e", "act")
    switch(tf.nn.relu)
    return x
