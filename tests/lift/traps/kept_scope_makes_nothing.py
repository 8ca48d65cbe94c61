import tensorflow as tf


def some(x, n):
    i = 0
    while i < n:
        x = x * tf.get_variable("g%d" % i, [3])
        i += 1
    return x


def host(x, n):
    with tf.variable_scope("host"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope(None, "blk"):
            h = some(h, n)
        with tf.variable_scope(None, "blk"):
            h = some(h, n + 1)
        return h


def forward(x):
    return host(x, 0)
