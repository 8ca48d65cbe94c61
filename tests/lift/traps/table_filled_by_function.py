import tensorflow as tf


def gated(x):
    return x * tf.layers.dense(x, 3, name="gate")


ACTS = {"relu": tf.nn.relu, "tanh": tf.tanh}


def register(name, function):
    ACTS[name] = function


def net(x, kind):
    with tf.variable_scope("net_" + kind):
        h = tf.layers.dense(x, 3, name="first")
        h = ACTS[kind](h)
        return tf.layers.dense(h, 3, name="second")


def forward(x):
    register("gated", gated)
    return net(x, "tanh") + net(x, "gated")
