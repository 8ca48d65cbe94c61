import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def host(x):
    h = tf.layers.dense(x, 3, name="d")
    with tf.variable_scope("blk", initializer=tf.ones_initializer()):
        h = stays(h)
    return h


def numbered(x, name):
    h = tf.layers.dense(x, 3, name=name)
    with tf.variable_scope(None, "blk"):
        h = stays(h)
    return h


def only(x):
    with tf.variable_scope(None, "only"):
        return stays(x)


def forward(x):
    with tf.variable_scope("a"):
        y = host(x)
    return y + numbered(x, "n0") + numbered(y, "n1") + only(x) + only(x)
