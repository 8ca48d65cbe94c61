import tensorflow as tf


def stays(x, scope="dense"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = stays(x)
        h = tf.layers.dense(h, 3)
        with tf.variable_scope("sub"):
            h = stays(h, "Dense_1")
            h = tf.layers.dense(h, 3) + tf.layers.dense(h, 3)
        return stays(h, "other")


def forward(x):
    return host(x, "a") + host(x, "b")
