import functools

import tensorflow as tf
import keras
from migrate import compat_scope


def logged(method):
    @functools.wraps(method)
    def call(self, *args):
        self.log.append(method.__name__)
        return method(self, *args)
    return call


def through(x, step):
    return step(x)


class Counting(keras.layers.Layer):
    """A layer object that remembers that it was called."""

    def __init__(self, name, **kwargs):
        super().__init__(name=name, **kwargs)
        self.out = keras.layers.Dense(2, name="out")

    def call(self, x):
        return self.out(x)


class TrapsBody(keras.layers.Layer):
    def __init__(self, units, *, name="body", **kwargs):
        super().__init__(name=name, **kwargs)
        self.d = keras.layers.Dense(units, name="d")

    def call(self, x):
        return self.d(x)


class Sometimes(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, flag=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.flag = flag
        self.sometimes = keras.layers.Dense(units, name="sometimes")

    def call(self, x):
        outputs = {}
        y = self.sometimes(x)
        if self.flag:
            outputs["flagged"] = y
        return y, outputs


class MayLack(keras.layers.Layer):
    def __init__(self, units, deep=False, *, name="lacking", **kwargs):
        super().__init__(name=name, **kwargs)
        self.deep = deep
        self.d = keras.layers.Dense(units, name="d")

    def call(self, x, depth):
        if self.deep:
            x = x * depth
        return self.d(x)


class WithVariable(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.with_variable = keras.layers.Dense(units, name="with_variable")

    def call(self, x, offset):
        return self.with_variable(x) + offset


class Decorated(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.decorated = keras.layers.Dense(units, name="decorated")

    def call(self, x):
        return self.decorated(x)


class Changes(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.changes = keras.layers.Dense(units, name="changes")

    def call(self, x):
        log = []
        log.append("changes")
        return self.changes(x), {"log": log}


class Traps(object):
    def __init__(self, units, deep=True):
        self.units = units
        self.calls = 0
        self.log = []
        self.shared = compat_scope.new_layer(Counting, "shared")
        if deep:
            self.depth = 2
        with compat_scope.variable_scope("held") as scope:
            self.scope = scope
            self.offset = compat_scope.get_variable("offset", [units], initializer=tf.compat.v1.ones_initializer())

    def body(self, x):
        return compat_scope.get_layer(TrapsBody, self.units, name="body")(x)

    def above(self, x):
        # what a class below defines is called, not what stands here
        with compat_scope.variable_scope("above"):
            return self.body(x) + 1.0

    def counted(self, x):
        self.calls += 1
        return compat_scope.layers.dense(x, self.units, name="counted%d" % self.calls)

    def sometimes(self, x, flag=False):
        result, made = compat_scope.get_layer(Sometimes, self.units, flag)(x)
        for name, value in made.items():
            setattr(self, name, value)
        return result

    def may_lack(self, x, deep=False):
        return compat_scope.get_layer(MayLack, self.units, deep, name="lacking")(
            x, depth=getattr(self, "depth", None)
        )

    def with_variable(self, x):
        return compat_scope.get_layer(WithVariable, self.units)(x, self.offset)

    def in_scope(self, x):
        with compat_scope.variable_scope(self.scope):
            return compat_scope.layers.dense(x, self.units, name="d")

    def as_value(self, x):
        with compat_scope.variable_scope("value"):
            return through(compat_scope.layers.dense(x, self.units, name="d"), self.act)

    def act(self, x):
        return tf.nn.relu(x) * 2.0

    def of_itself(self, x):
        with compat_scope.variable_scope("itself"):
            return scaled(self, compat_scope.layers.dense(x, self.units, name="d"))

    @logged
    def decorated(self, x):
        return compat_scope.get_layer(Decorated, self.units)(x)

    def shares_object(self, x):
        with compat_scope.variable_scope("object"):
            return self.shared(x) + self.shared(x * 2.0)

    def changes(self, x):
        result, made = compat_scope.get_layer(Changes, self.units)(x)
        self.log.extend(made["log"])
        return result


class BelowBody(keras.layers.Layer):
    def __init__(self, units, *, name="other_body", **kwargs):
        super().__init__(name=name, **kwargs)
        self.d = keras.layers.Dense(units, name="d")

    def call(self, x):
        return self.d(x) * 3.0


class Below(Traps):
    def body(self, x):
        return compat_scope.get_layer(BelowBody, self.units, name="other_body")(x)


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
