import tensorflow as tf


def stays(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable(
                "g%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer()
            )
            i += 1
        return x


def late(x, scope):
    with tf.variable_scope(scope):
        h = stays(x, "norm")
        w = tf.get_variable("w", [x.shape[-1].value, 3])
        b = tf.get_variable("b", [3], initializer=tf.zeros_initializer(), trainable=False)
        return tf.matmul(h, w) + b


def between(x, scope):
    with tf.variable_scope(scope):
        a = tf.get_variable("a", [3])
        h = stays(x + a, "norm")
        b = tf.get_variable("b", [3])
        h = stays(h + b, "again")
        h = tf.layers.dense(h, 3, name="d")
        return h * tf.get_variable("c", [3])


def turns(x, depth):
    with tf.variable_scope("turns"):
        for i in range(depth):
            x = stays(x, "s%d" % i)
            x = tf.matmul(x, tf.get_variable("w%d" % i, [3, 3]))
            x = tf.layers.dense(x, 3, name="d%d" % i)
        return x + tf.get_variable("last", [3])


def measured(x):
    """Its weight takes its width from what stays."""
    with tf.variable_scope("measured"):
        h = stays(tf.concat([x, x], 1), "norm")
        w = tf.get_variable("w", [h.shape[-1].value, 3])
        return tf.matmul(h, w)


def open_late(x):
    h = stays(x, "open")
    return h * tf.get_variable("scale", [3])


def maybe(x, deep):
    with tf.variable_scope("maybe"):
        if deep:
            x = stays(x, "deep")
        return x * tf.get_variable("scale", [3])


def twice(x, reuse=None):
    with tf.variable_scope("twice", reuse=reuse):
        h = stays(x, "norm")
        return h * tf.get_variable("scale", [3])


def forward(x):
    with tf.variable_scope("net"):
        y = late(x, "late") + between(x, "between")
        y = turns(y, 2) + measured(y)
        with tf.variable_scope("outer"):
            y = open_late(y)
        y = maybe(y, True)
        y = twice(y)
        return twice(y, reuse=True)
