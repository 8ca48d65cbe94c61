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


KEPT = []


def host(x, scope, found):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        found.append(s)
        return tf.layers.dense(s.out, 3, name="e")


def listed(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        both = [Scaled(h), Scaled(h, "two")]
        y = both[0].out + both[1].out
        return tf.layers.dense(y, 3, name="e")


def dicted(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        parts = {}
        parts["one"] = Scaled(h)
        parts["two"] = s = Scaled(h, "two")
        y = parts["one"].out + s.plain()
        y = tf.layers.dense(y, 3, name="e")
        return y, parts


def kept(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        KEPT.append(s)
        return tf.layers.dense(s.out, 3, name="e")


def forward(x):
    found = []
    y = host(x, "a", found) + host(x, "b", found)
    z, parts = dicted(x, "k")
    del KEPT[:]
    w = kept(x, "l")
    return y + found[0].out + found[1].plain() + listed(x, "c") + z + parts["one"].plain() + KEPT[0].out + w
