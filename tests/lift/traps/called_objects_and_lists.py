import tensorflow as tf


class Fn(object):
    def __init__(self, n, name):
        self.n = n
        self.name = name

    def __call__(self, x):
        return tf.layers.dense(x, self.n, name=self.name)

    def apply(self, x):
        return tf.layers.dense(x, self.n, use_bias=False)


def head(x, fn):
    with tf.variable_scope("head"):
        y = tf.layers.dense(x, 3)
        return fn(y)


def tail(x, fn):
    with tf.variable_scope("tail"):
        w = tf.get_variable("w", [2, 3])
        return fn.apply(tf.matmul(x, w))


def listed(x, fns):
    with tf.variable_scope("listed"):
        y = tf.layers.dense(x, 3)
        for fn in fns:
            y = fn(y)
        return y


def table(x, fns, key="a"):
    with tf.variable_scope("table"):
        y = tf.layers.dense(x, 3)
        return fns[key](y)


def square(x):
    return x * x


def forward(x):
    fn = Fn(2, "object")
    y = tail(head(x, fn), fn)
    y = listed(y, [square, Fn(3, "second")])
    return table(y, {"a": Fn(3, "third"), "b": square})
