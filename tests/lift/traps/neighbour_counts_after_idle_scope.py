import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def counting(x):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3)
        i += 1
    return x


def host(x):
    with tf.variable_scope("host"):
        with tf.variable_scope("dense"):
            x = tf.nn.relu(x)
        h = tf.layers.dense(x, 3, name="d")
        h = counting(h)
        return h


def kept(x):
    with tf.variable_scope("kept"):
        with tf.variable_scope("blk"):
            x = tf.nn.relu(x)
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope(None, "blk"):
            h = stays(h)
        return h


def forward(x):
    return host(x) + kept(x)
