import tensorflow as tf


def build(x, depth):
    with tf.variable_scope("build"):
        h = tf.nn.relu(x)
        for i in range(depth):
            if i:
                h = tf.tanh(h)
            w = tf.get_variable("w%d" % i, [h.shape[-1].value, h.shape[-1].value])
            h = tf.matmul(h, w)
        return h


def growing(x, depth):
    with tf.variable_scope("growing"):
        h = x
        for i in range(depth):
            w = tf.get_variable("w%d" % i, [h.shape[-1].value, 2])
            h = tf.concat([h, tf.matmul(h, w)], -1)
        return h


def swapped(x, depth):
    with tf.variable_scope("swapped"):
        a = tf.layers.dense(x, 3, name="a")
        b = tf.layers.dense(x, 4, name="b")
        for i in range(depth):
            w = tf.get_variable("w%d" % i, [a.shape[-1].value, 2])
            c = b + tf.reduce_sum(tf.matmul(a, w))
            b = a
            a = c
        return tf.concat([a, b], -1)


def forward(x):
    return swapped(growing(build(x, 2), 2), 2)
