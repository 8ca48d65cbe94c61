import tensorflow as tf


class Scaled:
    def __init__(self, x):
        with tf.variable_scope("scaled"):
            i = 0
            while i < 2:
                x = self.scale(x, i)
                i += 1
        self.out = x

    def scale(self, x, i):
        return x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())


class Moved(Scaled):
    def scale(self, x, i):
        return x + tf.get_variable("b%d" % i, [3], initializer=tf.ones_initializer())


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return Moved(Scaled(h).out).out


def forward(x):
    return host(x, "a") + host(x, "b")
