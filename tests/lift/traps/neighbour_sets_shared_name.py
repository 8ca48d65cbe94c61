import tensorflow as tf


def linear(x, p, reuse=False):
    with tf.variable_scope(p, reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def renames(x, s, scope="renames"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        a = linear(x, s)
        s = "t"
        return a * linear(2.0 * x, s, reuse=True)


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return renames(h, "s")


def turns(x, n, scope="turns"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        for _ in range(n):
            x = linear(x, "s")
        return x * linear(2.0 * x, "s", reuse=True)


def host2(x, n, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return turns(h, n)


def forward(x):
    with tf.variable_scope("a"):
        with tf.variable_scope("renames"):
            y = linear(x, "t")
    y += host(x, "a")
    with tf.variable_scope("b"):
        with tf.variable_scope("turns"):
            y += linear(x, "s")
    return y + host2(x, 0, "b") + host2(x, 1, "c")
