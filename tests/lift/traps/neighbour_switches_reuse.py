import tensorflow as tf


def stays(x, scope="s"):
    with tf.variable_scope(scope) as sc:
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        a = tf.layers.dense(x, 3, name="d")
        sc.reuse_variables()
        return a * tf.layers.dense(2.0 * x, 3, name="d")


def later(x, scope="s"):
    with tf.variable_scope(scope) as sc:
        i = 0
        while i < 1:
            x = x * tf.get_variable("own", [3])
            i += 1
        sc.reuse_variables()
        return x * tf.layers.dense(2.0 * x, 3, name="d")


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="e")
        h = stays(h)
        return tf.layers.dense(h, 3, name="f")


def both(x, scope):
    with tf.variable_scope(scope):
        h = stays(tf.layers.dense(x, 3, name="e"))
        h = tf.layers.dense(h, 3, name="f")
        return later(h)


def found(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="s/d")
        return later(h)


def forward(x):
    return host(x, "a") + host(x, "b") + both(x, "c") + found(x, "d")
