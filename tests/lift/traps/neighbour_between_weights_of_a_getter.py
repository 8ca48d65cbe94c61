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


def maybe(x, scope, deep):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [3, 3])
        if deep:
            w = w * stays(w, "deep")
        return tf.matmul(x, w) + tf.get_variable("b", [3])


def turns(x, scope):
    with tf.variable_scope(scope):
        for i in range(2):
            x = stays(x, "s%d" % i)
            x = tf.matmul(x, tf.get_variable("w%d" % i, [3, 3]))
        return x + tf.get_variable("last", [3])


def forward(x):
    asked = []

    def counted(getter, name, *args, **kwargs):
        asked.append(name)
        return getter(name, *args, **kwargs) * (1.0 + 0.1 * len(asked))

    with tf.variable_scope("net", custom_getter=counted):
        y = between(x, "one") + between(2.0 * x, "two")
        y = y + maybe(x, "three", True) + maybe(x, "four", False)
    with tf.variable_scope("net", reuse=True, custom_getter=counted):
        y = y + between(y, "one") + maybe(y, "three", True)
    with tf.variable_scope("other", custom_getter=counted):
        return turns(y, "five")
