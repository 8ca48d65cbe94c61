import tensorflow as tf


def stays(x, scope="s", **options):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x + tf.layers.dense(x, 3, name="d", **options)


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h, reuse=True)


def nested(x, scope, **options):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h, **options)


def plain(x, scope, reuse=None):
    """What both make is in one scope, by other names."""
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="inner/d")
        with tf.variable_scope("inner"):
            return auto(h)


def auto(x):
    i = 0
    while i < 2:
        with tf.variable_scope("d", reuse=tf.AUTO_REUSE):
            x = tf.matmul(x, tf.get_variable("kernel", [3, 3]))
        i += 1
    return x


def forward(x):
    with tf.variable_scope("a"):
        with tf.variable_scope("s"):
            y = tf.layers.dense(x, 3, name="d")
    y += host(x, "a")
    with tf.variable_scope("b"):
        with tf.variable_scope("s"):
            y += tf.layers.dense(x, 3, name="d")
    return y + nested(x, "b", reuse=True) + nested(x, "c", use_bias=False) + plain(x, "p")
