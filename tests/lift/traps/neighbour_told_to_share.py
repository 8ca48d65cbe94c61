import tensorflow as tf


def stays(x, reuse=None):
    with tf.variable_scope("stays", reuse=reuse):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h, reuse=reuse)
        h = tf.layers.dense(h, 3, name="e")
        return stays(h, reuse=True)


def forward(x):
    return host(x, "a") + host(x, "b") + host(2.0 * x, "a", reuse=True)
