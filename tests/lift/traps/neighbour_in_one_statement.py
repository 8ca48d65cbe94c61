import tensorflow as tf


def stays(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x):
    with tf.variable_scope("host"):
        h = stays(tf.layers.dense(x, 3, name="d"), "s")
        h = tf.layers.dense(stays(h, "t"), 3, name="e") + stays(h, "u")
        return h


def later(x, deep):
    with tf.variable_scope("later"):
        h = tf.layers.dense(x, 3, name="d")
        if not deep:
            return stays(h, "s")
        h = stays(h, "t")
        h = tf.layers.dense(h, 3, name="e")
        return [stays(g, "u%d" % i) for i, g in enumerate((h, 2.0 * h))][1]


def forward(x):
    with tf.variable_scope("a"):
        y = later(x, False)
    with tf.variable_scope("b"):
        return host(x) + y + later(x, True)
