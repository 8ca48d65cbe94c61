"""Objects of classes that stay: layers make them, hold one or another, hand them on and return them."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Scaler(object):
    """Stays: nobody knows how long its loop is."""

    def __init__(self, x, scope="scaler", depth=2, reuse=False):
        self.weights = []
        with compat_scope.variable_scope(scope, reuse=reuse):
            while len(self.weights) < depth:
                name = "gamma_%d" % len(self.weights)
                w = compat_scope.get_variable(name, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
                self.weights.append(w)
                x = x * w
        self.out = x

    def penalty(self):
        return tf.add_n([tf.nn.l2_loss(w) for w in self.weights])


class Shifter(object):
    """Stays, too, and has the methods of a `Scaler`."""

    def __init__(self, x, scope="shifter"):
        self.weights = []
        with compat_scope.variable_scope(scope):
            while len(self.weights) < 2:
                b = compat_scope.get_variable("beta_%d" % len(self.weights), [int(x.shape[-1])])
                self.weights.append(b)
                x = x + b
        self.out = x

    def penalty(self):
        return tf.add_n([tf.reduce_sum(tf.abs(b)) for b in self.weights])


def total(parts):
    return tf.add_n([part.penalty() for part in parts])


class ScaledParts(keras.layers.Layer):
    """Gives the objects that it has made beside what it computed."""

    tf1_order = ("first", "scaler", "second")  # as TF1 made them

    def __init__(self, *, name="parts", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(3, name="first")
        self.second = keras.layers.Dense(3, name="second")

    def call(self, x):
        dense_out = self.first(x)
        with compat_scope.hosting(self, "scaler"):
            first = Scaler(dense_out)
            parts = [first, Shifter(first.out)]
        return parts, self.second(parts[-1].out)


class Either(keras.layers.Layer):
    """Holds an object of one class or of another."""

    tf1_order = ("first", "shifter", "scaler", "second")  # as TF1 made them

    def __init__(self, shifted, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.shifted = shifted
        self.first = keras.layers.Dense(3, name="first")
        self.second = keras.layers.Dense(3, name="second")

    def call(self, x):
        h = self.first(x)
        if self.shifted:
            with compat_scope.hosting(self, "shifter"):
                part = Shifter(h)
        else:
            with compat_scope.hosting(self, "scaler"):
                part = Scaler(h)
        return self.second(part.out) + part.penalty()


class Chained(keras.layers.Layer):
    """Makes one object of the other."""

    tf1_order = ("first", "scaler", "shifter", "second")  # as TF1 made them

    def __init__(self, *, name="chained", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(3, name="first")
        self.second = keras.layers.Dense(3, name="second")

    def call(self, x):
        dense_out = self.first(x)
        with compat_scope.hosting(self, "scaler"):
            net = Scaler(dense_out)
        for i in range(2):
            with compat_scope.hosting(self, "shifter"):
                net = Shifter(net.out, "shifter_%d" % i)
        return self.second(net.out) + total([net])


class Walker(object):
    """Makes its weights when it is called, and is told from outside where."""

    def __init__(self, units):
        self.units = units
        self.place = "start"

    def __call__(self, x):
        with compat_scope.variable_scope(self.place):
            i = 0
            while i < 2:
                x = x * compat_scope.get_variable("gamma_%d" % i, [self.units], initializer=tf.compat.v1.ones_initializer())
                i += 1
        return x


class Walk(keras.layers.Layer):
    tf1_order = ("first", "walker", "walker_2")  # as TF1 made them

    def __init__(self, *, name="walk", **kwargs):
        super().__init__(name=name, **kwargs)
        walker = Walker(3)
        self.first = keras.layers.Dense(walker.units, name="first")

    def call(self, x):
        walker = Walker(3)
        h = self.first(x)
        with compat_scope.hosting(self, "walker"):
            h = walker(h)
        walker.place = "end"
        with compat_scope.hosting(self, "walker_2"):
            return walker(h), {"walker": walker}


class Forward(keras.layers.Layer):
    def __init__(self, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.scaled_parts = ScaledParts()
        self.one = Either(True, name="one")
        self.two = Either(False, name="two")
        self.chained = Chained()
        self.walk = Walk()

    def call(self, x):
        parts, y = self.scaled_parts(x)
        y = self.one(y) + self.two(y) + self.chained(x) + total(parts)
        h, found = self.walk(y)
        return h * float(found["walker"].units)
