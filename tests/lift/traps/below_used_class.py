import tensorflow as tf


def norm(x, name="norm"):
    with tf.variable_scope(name):
        return x * tf.get_variable("g", [3])


class Base(object):
    def __init__(self, n):
        self.n = n

    def run(self, x):
        return norm(tf.layers.dense(x, self.n, name="d"))


class Child(Base):
    def run(self, x):
        with tf.variable_scope("child"):
            return norm(super(Child, self).run(x), "own")


def both(x, kinds=(Base, Child)):
    for i, kind in enumerate(kinds):
        with tf.variable_scope("k%d" % i):
            x = kind(3).run(x)
    return x


def norm_all(x):
    with tf.variable_scope("all"):
        return norm(x)


def forward(x):
    return norm_all(both(x))
