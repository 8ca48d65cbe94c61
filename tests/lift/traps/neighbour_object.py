import tensorflow as tf


class Scaled:
    def __init__(self, x, scope="scaled", start=0):
        self.parts = []
        self.start = start
        with tf.variable_scope(scope):
            i = start
            while i < 2:
                self.parts.append(
                    tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                )
                x = x * self.parts[-1]
                i += 1
        self.out = x

    def size(self):
        return len(self.parts) - self.start


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="scaled_1")
        first = Scaled(h)
        h = tf.layers.dense(first.out, 3, name="d")
        return Scaled(h, "last", start=1).out * first.size()


def forward(x):
    return host(x, "a") + host(x, "b")
