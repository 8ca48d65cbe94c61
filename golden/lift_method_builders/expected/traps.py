"""Constructors and steps that look alike and must stay as they are."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Counting(object):
    """The number in a name goes up with each step."""

    def __init__(self, x):
        self.made = 0
        x = self._step(x)
        self.output = self._step(x)

    def _step(self, x):
        self.made += 1
        return compat_scope.layers.dense(x, 3, name="step%d" % self.made)


class Collecting(object):
    """A list that the object has already is changed, and then another one takes its place."""

    def __init__(self, x):
        self.parts = []
        everything = self.parts
        self._collect(x)
        self.total = tf.add_n(everything)

    def _collect(self, x):
        self.parts.append(compat_scope.layers.dense(x, 3, name="part"))
        self.parts = [p * 2.0 for p in self.parts]


class _First(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name="first", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(3, name="first")

    def call(self, x):
        return self.first(x)


class _AboveSecond(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name="above_second", **kwargs):
        super().__init__(name=name, **kwargs)
        self.second = keras.layers.Dense(3, name="second")

    def call(self, x):
        return self.second(x)


class Above(object):
    def __init__(self, x):
        x = self._first(x)
        self.output = self._second(x)

    def _first(self, x):
        return compat_scope.get_layer(_First)(x)

    def _second(self, x):
        return compat_scope.get_layer(_AboveSecond)(x)


class _BelowSecond(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name="below_second", **kwargs):
        super().__init__(name=name, **kwargs)
        self.other = keras.layers.Dense(4, name="other")

    def call(self, x):
        return self.other(x)


class Below(Above):
    def _second(self, x):
        return compat_scope.get_layer(_BelowSecond)(x)


class Looking(object):
    """What is there already decides about a loss in the middle."""

    def __init__(self, x):
        x = compat_scope.layers.dense(x, 3, name="a")
        self.count = len(compat_scope.trainable_variables())
        self.output = compat_scope.layers.dense(x, 3 + self.count, name="b")


class Step(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, name="dense")

    def call(self, x):
        y = self.dense(x)
        return y


class Optional(object):
    """What an earlier call may have set is read where this one may not."""

    def __init__(self, x):
        self.first = True
        self.one = self.step(x)
        self.first = False
        with compat_scope.variable_scope("again"):
            self.two = self.step(x)

    def step(self, x):
        y = compat_scope.get_layer(Step)(x)
        if self.first:
            self.kept = y
        return y + self.kept


class _Net(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, other, *, name="net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.other = other
        self.net = keras.layers.Dense(3, name="net")

    def call(self, x):
        y = self.net(x)
        x = y
        output = y + tf.reduce_sum(self.other.x)
        return x, output


class Twice(object):
    """One name after the other for the same attribute of two objects."""

    def __init__(self, x, other):
        self.x = x
        other.x = x * 3.0
        self._net(other)

    def _net(self, other):
        self.x, self.output = compat_scope.get_layer(_Net, other)(self.x)


class Holder(object):
    pass


def run(x):
    out = []
    for name, make in [
        ("counting", Counting), ("above", Above), ("below", Below), ("looking", Looking),
    ]:
        with compat_scope.variable_scope(name):
            out.append(make(x).output)
    with compat_scope.variable_scope("collecting"):
        out.append(Collecting(x).total)
    with compat_scope.variable_scope("optional"):
        optional = Optional(x)
        out += [optional.one, optional.two]
    with compat_scope.variable_scope("twice"):
        out.append(Twice(x, Holder()).output)
    return out
