import tensorflow as tf


def layer(x, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, 3)


def build(x, deep):
    n = 1
    h = layer(x, "l%d" % n); n += 1
    if deep:
        h = layer(h, "l%d" % n); n += 1
    else:
        h = layer(h, "m%d" % n); n += 1
    for _ in range(2):
        for _ in range(n):
            h = layer(h, "l{}".format(n)); n += 1
    n = n + 1
    h = layer(h, "l" + str(n))
    return layer(h, "last%d_%d" % (n, n + 1))


def forward(x):
    return build(x, True)
