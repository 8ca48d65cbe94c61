import tensorflow as tf


def linear(x, scope, reuse=False):
    with tf.variable_scope(scope, reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def either(x, deep, scope="either"):
    """One of the branches makes it."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        if deep:
            x = linear(x, "l")
            x = x + linear(2.0 * x, "l", reuse=True)
        else:
            x = x + linear(3.0 * x, "l", reuse=True)
        return x


def left(x, deep, scope="left"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        if deep:
            return linear(x, "l")
        return x + linear(3.0 * x, "l", reuse=True)


def turned(x, n, scope="turned"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        for k in range(n):
            x = linear(x, "l%d" % k)
        for k in range(n + 1):
            x = linear(x, "l%d" % k, reuse=True)
        return x


def host(x, scope, deep):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="e")
        h = either(h, deep)
        return tf.layers.dense(h, 3, name="f")


def host_left(x, scope, deep):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="e")
        h = left(h, deep)
        return tf.layers.dense(h, 3, name="f")


def host_turned(x, scope, n):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="e")
        h = turned(h, n)
        return tf.layers.dense(h, 3, name="f")


def forward(x):
    y = x
    for name in ("a/either", "b/left", "c/turned"):
        with tf.variable_scope(name):
            y += linear(x, "l")
            y += linear(x, "l1")
    y += host(x, "a", False) + host(x, "other", True)
    y += host_left(x, "b", False) + host_left(x, "left", True)
    return y + host_turned(x, "c", 1)
