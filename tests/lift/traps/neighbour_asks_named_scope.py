import tensorflow as tf


def stays(x, scope):
    with tf.variable_scope(scope) as here:
        i = 0
        if here.reuse:
            x = 2.0 * x
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, reuse=False):
    with tf.variable_scope("host", reuse=reuse):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h, "s")


def forward(x):
    return host(x) + host(3.0 * x, reuse=True)
