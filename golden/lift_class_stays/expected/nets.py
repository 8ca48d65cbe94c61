import tensorflow as tf
from migrate import compat_scope



class Renamed(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with compat_scope.variable_scope(self.name):
            return compat_scope.layers.dense(x, 3, name="fc")


class Passed(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with compat_scope.variable_scope(self.name, reuse=compat_scope.AUTO_REUSE):
            return x * compat_scope.get_variable("w", [3])


class Base(object):
    def __init__(self, name, factor=1.0):
        self.name = name
        self.factor = factor

    def __call__(self, x):
        with compat_scope.variable_scope(self.name):
            return self.factor * x * compat_scope.get_variable("w", [3])


class Derived(Base):
    def __call__(self, x):
        with compat_scope.variable_scope(self.name + "_derived"):
            return self.factor * compat_scope.layers.dense(x, 3, name="fc")


class Unnamed(object):
    def __init__(self, units):
        self.units = units

    def __call__(self, x):
        return compat_scope.layers.dense(x, self.units)


class Counted(object):
    def __init__(self, units):
        self.units = units

    def __call__(self, x):
        with compat_scope.variable_scope(None, default_name="counted"):
            return compat_scope.layers.dense(x, self.units, name="fc")


class Keeps(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with compat_scope.variable_scope(self.name):
            self.hidden = compat_scope.layers.dense(x, 3, name="fc")
            return tf.nn.relu(self.hidden)


class Stack(object):
    def __init__(self, name):
        self.name = name

    def layer(self, x, name):
        return compat_scope.layers.dense(x, 3, name=name)

    def __call__(self, x):
        with compat_scope.variable_scope(self.name):
            return self.layer(self.layer(x, "a"), "b")


class Wide(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x, units):
        with compat_scope.variable_scope(self.name):
            return tf.matmul(x, compat_scope.get_variable("w", [3, units]))


class Prefix(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with compat_scope.variable_scope(self.name, reuse=compat_scope.AUTO_REUSE):
            y = x * compat_scope.get_variable("w", [3])
        self.weights = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
        return y


class Middle(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x, reuse=None, scale=1.0):
        with compat_scope.variable_scope(self.name, reuse=reuse):
            return scale * x * compat_scope.get_variable("w", [3])
