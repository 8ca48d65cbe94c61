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
        with tf.variable_scope("inner", initializer=tf.ones_initializer()):
            n = 4
            h = stays(h)
            m = h.shape[-1].value + 1
        h = tf.layers.dense(h, n, name="e")
        return tf.layers.dense(h, m - 1, name="f")


def alias(x):
    with tf.variable_scope("alias"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("inner", initializer=tf.ones_initializer()) as sc:
            h = stays(h)
        with tf.variable_scope(sc):
            return tf.layers.dense(h, 3, name="e")


def setter(x):
    with tf.variable_scope("setter"):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("inner", initializer=tf.ones_initializer()) as sc:
            sc.set_custom_getter(lambda getter, *a, **k: 2.0 * getter(*a, **k))
            h = stays(h)
            sc.reuse_variables()
            return stays(h)


def forward(x):
    return host(x) + alias(x) + setter(x)
