import tensorflow as tf


def dense(x):
    return tf.layers.dense(x, 3)


def kept(x):
    with tf.variable_scope("kept", reuse=tf.AUTO_REUSE):
        return x * tf.get_variable("k", [3])


class Around:
    def __init__(self, fn, scope=None):
        self.fn = fn
        self.scope = scope

    def __call__(self, x):
        if self.scope is None:
            return self.fn(x)
        with tf.variable_scope(self.scope):
            return self.fn(x)


class Twice:
    def __init__(self, x, fn, scope):
        self.fn = fn
        with tf.variable_scope(scope):
            x = self.fn(x)
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            again = self.fn
            x = again(x)
        self.out = x
        self.more = self.fn(x) if scope == "loose" else x


def host(x, scope, fn):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = Twice(h, fn, "twice").out
        return Twice(h, fn, "loose").more


def forward(x):
    y = host(x, "b", kept) + host(x, "c", Around(dense))
    return y + Around(kept, "around")(x)
