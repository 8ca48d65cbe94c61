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


def shared(x):
    """The same weight before and after what stays."""
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [3])
        x = stays(x * w, "s")
        again = tf.get_variable("w", [3])
        return x + again + tf.get_variable("b", [3])


def early(x, deep):
    with tf.variable_scope("early"):
        h = stays(x, "s")
        if not deep:
            return h
        h = h * tf.get_variable("w", [3])
        return stays(h, "t") + tf.get_variable("b", [3])


def frozen_first(x):
    with tf.variable_scope("frozen"):
        f = tf.get_variable("f", [3], trainable=False)
        h = stays(x * f, "s")
        h = h + tf.get_variable("w", [3])
        return stays(h, "t") * tf.get_variable("g", [3], trainable=False)


def forward(x):
    y = shared(x)
    y = early(y, True) + frozen_first(y)
    with tf.variable_scope("shallow"):
        return early(y, False)
