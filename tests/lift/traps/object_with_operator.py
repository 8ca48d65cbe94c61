import tensorflow as tf


class Scaled:
    def __init__(self, x, scope="scaled"):
        self.scope = scope
        self.x = x
        with tf.variable_scope(scope) as vs:
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            self.vs = vs
        self.out = x
        self.size = 3

    def more(self):
        with tf.variable_scope(self.scope + "_more"):
            return self.out + tf.get_variable("b", [3])

    def again(self, y):
        with tf.variable_scope(self.vs, reuse=True):
            return y * tf.get_variable("g0", [3])

    def auto(self, y):
        with tf.variable_scope(self.vs, reuse=tf.AUTO_REUSE):
            return y * tf.get_variable("g1", [3]) + tf.get_variable("new", [3])

    def plain(self):
        return self.out * 2.0

    def __add__(self, other):
        with tf.variable_scope("added"):
            return self.out + other + tf.get_variable("b", [3])


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        return tf.layers.dense(s + h, 3, name="e")


def direct(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return Scaled(h) + h


def forward(x):
    return host(x, "a") + host(x, "b") + direct(x, "c")
