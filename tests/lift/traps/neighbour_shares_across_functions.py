import tensorflow as tf


def stays(x, first, scope="s"):
    with tf.variable_scope(scope, reuse=not first):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def host(x, scope, first, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="e")
        h = stays(h, first)
        return tf.layers.dense(h, 3, name="f")


def other(x, scope, first):
    """Another function in the same scope."""
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="other")
        return stays(h, first, "t")


def third(x, scope, first):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="third")
        return stays(h, first, "t")


def forward(x):
    y = host(x, "a", True) + host(x, "a", False, reuse=True)
    return y + other(x, "b", True) + third(x, "b", False)
