import tensorflow as tf


def stays(x, scope=None):
    with tf.variable_scope(scope, "norm"):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def named(x):
    with tf.variable_scope("named"):
        h = tf.layers.dense(x, 3, name="norm")
        h = stays(h, "after")
        h = stays(h, scope="norm_%d" % 5)
        return tf.layers.dense(h, 3, name="last")


def numbered(x):
    with tf.variable_scope("numbered"):
        h = tf.layers.dense(x, 3, name="norm")
        h = stays(h)
        return stays(h)


def plain(x):
    h = stays(x)
    h = tf.layers.dense(h, 3, name="plain")
    return stays(h)


def forward(x):
    y = named(x) + numbered(x) + plain(x)
    with tf.variable_scope("top"):
        return plain(y)
