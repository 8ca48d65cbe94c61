import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def host(x, scope="host", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope(
            "blk",
            initializer=tf.ones_initializer(),
            regularizer=tf.contrib.layers.l2_regularizer(0.5),
        ):
            h = stays(h)
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    y = host(x)
    y = host(y, reuse=True)
    with tf.variable_scope("other", reuse=tf.AUTO_REUSE):
        y += host(y)
        y += host(y)
    return y
