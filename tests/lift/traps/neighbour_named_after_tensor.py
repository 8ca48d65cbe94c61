# graph only
import tensorflow as tf


def noted(h, steps):
    name = h.op.name.replace("/", "_")
    i = 0
    while i < steps:
        g = tf.get_variable("%s_%d" % (name, i), [])
        h = h * g
        i += 1
    return h


def linear(x, units, scope):
    with tf.variable_scope(scope):
        y = tf.layers.dense(x, units, tf.nn.relu, name="fc")
        y = noted(y, 2)
        return tf.layers.dense(y, units, name="out")


def forward(x):
    with tf.variable_scope("net"):
        h = linear(x, 4, "a")
        return linear(h, 3, "b")
