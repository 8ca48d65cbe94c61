import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def host(x):
    with tf.variable_scope("host"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("inner", dtype=tf.float64):
            h = stays(tf.cast(h, tf.float64))
        return tf.cast(h, tf.float32)


def after(x):
    with tf.variable_scope("after"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("inner", dtype=tf.float64):
            h = stays(tf.cast(h, tf.float64))
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    return host(x) + tf.cast(after(x), tf.float32)
