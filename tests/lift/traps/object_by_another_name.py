import tensorflow as tf


class Scaled:
    def __init__(self, x, scope="scaled", units=3):
        self.scope = scope
        self.x = x
        self.units = units
        self.flag = False
        self.head = tf.layers.Dense(3, name=scope + "_head")
        with tf.variable_scope(scope) as vs:
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            self.vs = vs
        self.out = x

    def more(self):
        with tf.variable_scope(self.scope + "_more"):
            return self.out + tf.get_variable("b", [3])

    def flagged(self, y):
        with tf.variable_scope("flag_%s" % self.flag):
            return y + tf.get_variable("b", [3])

    def counted(self, y):
        return tf.layers.dense(y, 3)

    def plain(self):
        return self.out * 2.0


def alias(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        t = s
        return h + t.more()


def tupled(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s, k = Scaled(h), 2.0
        return h * k + s.more()


def bound(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        fn = s.more
        return h + fn()


def gotten(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        return h + getattr(s, "more")()


def branched(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h) if scope == "e" else None
        return h + s.more()


def forward(x):
    y = alias(x, "a") + tupled(x, "b") + bound(x, "c")
    return y + gotten(x, "d") + branched(x, "e")
