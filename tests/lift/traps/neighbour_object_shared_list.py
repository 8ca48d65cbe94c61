import tensorflow as tf


class Scaled:
    known = []

    def __init__(self, x):
        with tf.variable_scope("scaled_%d" % len(self.known)):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.known.append(self)
        self.out = x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return Scaled(h).out


def forward(x):
    del Scaled.known[:]
    return host(x, "a") + host(x, "b")
