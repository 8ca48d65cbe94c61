import tensorflow as tf


class Flag:
    on = False


def linear(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def flagged(x, scope="flagged"):
    with tf.variable_scope(scope, reuse=Flag.on):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return linear(x, "s")


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = flagged(h)
        Flag.on = True
        h = flagged(tf.layers.dense(h, 3, name="e"))
        Flag.on = False
        return h


def bare(x, reuse=None):
    """Opens no scope, and shares what the other call of it has made."""
    h = tf.layers.dense(x, 3)
    return flagged_by(h, reuse)


def flagged_by(x, told, scope="by"):
    with tf.variable_scope(scope, reuse=told):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def forward(x):
    y = host(x, "a") + host(x, "b")
    with tf.variable_scope("net"):
        y += bare(x)
        return y + bare(y, True)
