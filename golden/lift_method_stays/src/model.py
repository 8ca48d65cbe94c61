import functools

import tensorflow as tf


def logged(method):
    @functools.wraps(method)
    def call(self, *args):
        self.log.append(method.__name__)
        return method(self, *args)
    return call


def through(x, step):
    return step(x)


class Counting(object):
    """A layer object that remembers that it was called."""

    def __init__(self, name):
        self.name = name
        self.reuse = False

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=self.reuse):
            self.reuse = True
            return tf.layers.dense(x, 2, name="out")


class Traps(object):
    def __init__(self, units, deep=True):
        self.units = units
        self.calls = 0
        self.log = []
        self.shared = Counting("shared")
        if deep:
            self.depth = 2
        with tf.variable_scope("held") as scope:
            self.scope = scope
            self.offset = tf.get_variable("offset", [units], initializer=tf.ones_initializer())

    def body(self, x):
        with tf.variable_scope("body"):
            return tf.layers.dense(x, self.units, name="d")

    def above(self, x):
        # what a class below defines is called, not what stands here
        with tf.variable_scope("above"):
            return self.body(x) + 1.0

    def counted(self, x):
        self.calls += 1
        return tf.layers.dense(x, self.units, name="counted%d" % self.calls)

    def sometimes(self, x, flag=False):
        y = tf.layers.dense(x, self.units, name="sometimes")
        if flag:
            self.flagged = y
        return y

    def may_lack(self, x, deep=False):
        with tf.variable_scope("lacking"):
            if deep:
                x = x * self.depth
            return tf.layers.dense(x, self.units, name="d")

    def with_variable(self, x):
        return tf.layers.dense(x, self.units, name="with_variable") + self.offset

    def in_scope(self, x):
        with tf.variable_scope(self.scope):
            return tf.layers.dense(x, self.units, name="d")

    def as_value(self, x):
        with tf.variable_scope("value"):
            return through(tf.layers.dense(x, self.units, name="d"), self.act)

    def act(self, x):
        return tf.nn.relu(x) * 2.0

    def of_itself(self, x):
        with tf.variable_scope("itself"):
            return scaled(self, tf.layers.dense(x, self.units, name="d"))

    @logged
    def decorated(self, x):
        return tf.layers.dense(x, self.units, name="decorated")

    def shares_object(self, x):
        with tf.variable_scope("object"):
            return self.shared(x) + self.shared(x * 2.0)

    def changes(self, x):
        self.log.append("changes")
        return tf.layers.dense(x, self.units, name="changes")


class Below(Traps):
    def body(self, x):
        with tf.variable_scope("other_body"):
            return tf.layers.dense(x, self.units, name="d") * 3.0


def scaled(model, x):
    return x * model.units


def run(x):
    model = Traps(3)
    below = Below.__new__(Below)
    below.units = 2
    out = [model.above(x), below.above(x), model.counted(x), model.counted(x), model.sometimes(x, flag=True)]
    out += [model.may_lack(x, deep=True), model.with_variable(x), model.in_scope(x), model.as_value(x)]
    out += [model.of_itself(x), model.decorated(x), model.shares_object(x), model.changes(x), model.flagged]
    return out, tf.constant(len(model.log))
