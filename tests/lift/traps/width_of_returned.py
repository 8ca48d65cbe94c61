import tensorflow as tf


def parts(x, units, swap=False):
    h = tf.layers.dense(x, units, name="p")
    g = tf.concat([h, x], -1)
    if swap:
        return g, h
    return h, g


def use(x, swap):
    with tf.variable_scope("use"):
        a, b = parts(x, 4, swap)
        w = tf.get_variable("w", [a.shape[-1].value, 3])
        v = tf.get_variable("v", [b.shape[-1].value, 3])
        return tf.matmul(a, w) + tf.matmul(b, v)


def forward(x):
    with tf.variable_scope("one"):
        y = use(x, False)
    with tf.variable_scope("two"):
        return y + use(x, True)
