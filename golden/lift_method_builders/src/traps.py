"""Constructors and steps that look alike and must stay as they are."""
import tensorflow as tf


class Counting(object):
    """The number in a name goes up with each step."""

    def __init__(self, x):
        self.made = 0
        x = self._step(x)
        self.output = self._step(x)

    def _step(self, x):
        self.made += 1
        return tf.layers.dense(x, 3, name="step%d" % self.made)


class Collecting(object):
    """A list that the object has already is changed, and then another one takes its place."""

    def __init__(self, x):
        self.parts = []
        everything = self.parts
        self._collect(x)
        self.total = tf.add_n(everything)

    def _collect(self, x):
        self.parts.append(tf.layers.dense(x, 3, name="part"))
        self.parts = [p * 2.0 for p in self.parts]


class Above(object):
    def __init__(self, x):
        x = self._first(x)
        self.output = self._second(x)

    def _first(self, x):
        return tf.layers.dense(x, 3, name="first")

    def _second(self, x):
        return tf.layers.dense(x, 3, name="second")


class Below(Above):
    def _second(self, x):
        return tf.layers.dense(x, 4, name="other")


class Looking(object):
    """What is there already decides about a loss in the middle."""

    def __init__(self, x):
        x = tf.layers.dense(x, 3, name="a")
        self.count = len(tf.trainable_variables())
        self.output = tf.layers.dense(x, 3 + self.count, name="b")


class Optional(object):
    """What an earlier call may have set is read where this one may not."""

    def __init__(self, x):
        self.first = True
        self.one = self.step(x)
        self.first = False
        with tf.variable_scope("again"):
            self.two = self.step(x)

    def step(self, x):
        y = tf.layers.dense(x, 3, name="dense")
        if self.first:
            self.kept = y
        return y + self.kept


class Twice(object):
    """One name after the other for the same attribute of two objects."""

    def __init__(self, x, other):
        self.x = x
        other.x = x * 3.0
        self._net(other)

    def _net(self, other):
        y = tf.layers.dense(self.x, 3, name="net")
        self.x = y
        self.output = y + tf.reduce_sum(other.x)


class Holder(object):
    pass


def run(x):
    out = []
    for name, make in [
        ("counting", Counting), ("above", Above), ("below", Below), ("looking", Looking),
    ]:
        with tf.variable_scope(name):
            out.append(make(x).output)
    with tf.variable_scope("collecting"):
        out.append(Collecting(x).total)
    with tf.variable_scope("optional"):
        optional = Optional(x)
        out += [optional.one, optional.two]
    with tf.variable_scope("twice"):
        out.append(Twice(x, Holder()).output)
    return out
