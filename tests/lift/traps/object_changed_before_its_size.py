import tensorflow as tf


class Walker(object):
    def __init__(self, units):
        self.units = units
        self.place = "start"

    def __call__(self, x):
        with tf.variable_scope(self.place):
            i = 0
            while i < 2:
                x = x * tf.get_variable("gamma_%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        return x

    def grow(self):
        self.units += 1


def grown(w):
    w.units = 4


def a(x):
    with tf.variable_scope("a"):
        w = Walker(3)
        x = w(x)
        w.units = 5
        return tf.layers.dense(x, w.units, name="d")


def b(x):
    with tf.variable_scope("b"):
        w = Walker(3)
        x = w(x)
        w.grow()
        return tf.layers.dense(x, w.units, name="d")


def c(x):
    with tf.variable_scope("c"):
        w = Walker(3)
        x = w(x)
        grown(w)
        return tf.layers.dense(x, w.units, name="d")


def d(x):
    with tf.variable_scope("d"):
        w = Walker(3)
        x = w(x)
        v = w
        v.units = 6
        return tf.layers.dense(x, w.units, name="d")


def e(x):
    with tf.variable_scope("e"):
        w = Walker(3)
        x = w(x)
        ws = [w]
        for v in ws:
            v.units = 7
        return tf.layers.dense(x, w.units, name="d")


def f(x):
    with tf.variable_scope("f"):
        w = Walker(3)
        setattr(w, "place", "else")
        x = w(x)
        w = Walker(4)
        w.place = "more"
        x = w(x)
        return tf.layers.dense(x, w.units, name="d"), w


def forward(x):
    y = [a(x), b(x), c(x), d(x), e(x), f(x)[0]]
    return tf.concat(y, 1)
