import tensorflow as tf


def scaled(x, name):
    g = tf.get_variable(name + "/gamma", [x.shape[-1].value])
    return x * g


def block(x, units, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, units, name="fc")
        h = scaled(h, "norm/in")
        return tf.layers.dense(h, units, name="out")


def forward(x):
    return block(block(x, 4, "a"), 3, "b")
