import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def doubled(getter, name, *args, **kwargs):
    return 2.0 * getter(name, *args, **kwargs)


def squared(getter, name, *args, **kwargs):
    return tf.square(getter(name, *args, **kwargs)) + 1.0


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("inner", custom_getter=doubled):
            h = stays(h)
        return h


def forward(x):
    with tf.variable_scope("top", custom_getter=squared):
        y = host(x, "a")
    return host(y, "b")
