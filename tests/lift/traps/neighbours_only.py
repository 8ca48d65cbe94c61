import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def counted(x):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3)
        i += 1
    return x


def both(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        return stays(x) + stays(x, "more") + counted(x)


def inside(x):
    with tf.variable_scope("net"):
        h = counted(x)
        return tf.layers.dense(h + both(h, "dense"), 3)


def forward(x):
    y = both(x, "a") + both(x, "b") + both(2.0 * x, "a", reuse=True)
    return y + inside(x)
