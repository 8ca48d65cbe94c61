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


def looped(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        for s in [Scaled(h), Scaled(h, "two")]:
            h = h + s.more()
        return h


def comp(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        parts = [Scaled(h, "s%d" % i) for i in range(2)]
        return h + tf.add_n([p.more() for p in parts])


def lam(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        fn = lambda: s.more()
        return h + fn()


def wrap(s):
    return {"s": s}


def item(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        return h + wrap(s)["s"].more()


def same(s):
    return s


def ident(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = same(Scaled(h))
        return h + s.more()


def forward(x):
    y = looped(x, "a") + comp(x, "b") + lam(x, "c")
    return y + item(x, "d") + ident(x, "e")
