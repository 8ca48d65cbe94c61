import tensorflow as tf


def stays(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def between(x, scope):
    with tf.variable_scope(scope):
        a = tf.get_variable("a", [3])
        h = stays(x + a, "norm")
        c = tf.get_variable("c", [3])
        b = tf.get_variable("b", [3])
        h = stays(h + b, "again")
        h = tf.layers.dense(h * c, 3, name="d")
        return h * tf.get_variable("z", [3])


def fc(x, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w) + tf.get_variable("b", [3])


def calls(x):
    i = 0
    while i < 2:
        x = fc(x, "fc%d" % i)
        i += 1
    return x


def first(x, scope, deep):
    """What it hosts comes first, or not at all."""
    with tf.variable_scope(scope):
        if deep:
            x = calls(x)
        w = tf.get_variable("w", [3, 3])
        b = tf.get_variable("b", [3])
        return tf.matmul(x + b, w)


def outer(x, scope):
    with tf.variable_scope(scope):
        a = tf.get_variable("a", [3])
        h = between(x, "in")
        c = tf.get_variable("c", [3])
        b = tf.get_variable("b", [3])
        h = stays(h + b, "again") + first(h, "first", True)
        return h * c + a * fc(h, "last")


def forward(x):
    asked = []

    def counted(getter, name, *args, **kwargs):
        asked.append(name)
        return getter(name, *args, **kwargs) * (1.0 + 0.1 * len(asked))

    with tf.variable_scope("net", custom_getter=counted):
        y = first(x, "seven", False) + outer(x, "six")
    with tf.variable_scope("net", reuse=True, custom_getter=counted):
        return y + outer(y, "six")
