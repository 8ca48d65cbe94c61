import tensorflow as tf


class Scaled:
    def __init__(self, x, scope="scaled", reuse=False):
        with tf.variable_scope(scope, reuse=reuse):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.out = x


def host(x, scope):
    with tf.variable_scope(scope):
        a = Scaled(x)
        b = Scaled(a.out + 1.0, reuse=True)
        c = Scaled(b.out, "other")
        return Scaled(c.out, scope="other", reuse=True).out + a.out


def shared(x):
    with tf.variable_scope("shared"):
        h = tf.layers.dense(x, 3, name="d")
        return Scaled(h, reuse=True).out


def forward(x):
    with tf.variable_scope("shared"):
        y = Scaled(x).out
    return host(x, "a") + host(y, "b") + shared(x)
