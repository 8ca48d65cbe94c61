"""Parts that are objects, and methods: what stays of their classes is hosted by the layers that use it."""
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


class Rescaled(keras.layers.Layer):
    tf1_order = ("first", "scaler", "second")  # as TF1 made them

    def __init__(self, units, depth, *, name="rescaled", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.first = keras.layers.Dense(units, name="first")
        self.second = keras.layers.Dense(3, name="second")

    def call(self, x):
        h = self.first(x)
        with compat_scope.hosting(self, "scaler"):
            scaler = Scaler(h, depth=self.depth)
            again = Scaler(h + 1.0, depth=self.depth, reuse=True)  # the same weights
        h = self.second(scaler.out + again.out)
        return h + scaler.penalty()


class ScaledTwice(keras.layers.Layer):
    """Makes nothing but what stays, in a scope of its own."""

    def call(self, x):
        with compat_scope.hosting(self):
            h = Scaler(x, "one").out
            return Scaler(h, "two", depth=1).out


def scales(x, scope, depth, units):
    with compat_scope.variable_scope(scope):
        i = 0
        while i < depth:
            x = x * compat_scope.get_variable("gamma_%d" % i, [units], initializer=tf.compat.v1.ones_initializer())
            i += 1
        return x


class Encode(keras.layers.Layer):
    tf1_order = ("in_", "scales", "out")  # as TF1 made them

    def __init__(self, depth, units, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.units = units
        self.in_ = keras.layers.Dense(units, name="in")
        self.out = keras.layers.Dense(3, name="out")

    def call(self, x):
        h = self.in_(x)
        with compat_scope.hosting(self, "scales"):
            h = scales(h, "scales", self.depth, self.units)
        return self.out(h)


class Encoder(object):
    """One of its methods stays; the other one becomes a layer."""

    def __init__(self, units, depth):
        self.units = units
        self.depth = depth

    def scales(self, x, scope):
        return scales(x, scope, self.depth, self.units)

    def encode(self, x):
        return compat_scope.get_layer(Encode, self.depth, self.units, name="encoder")(x)


def kept(x, found):
    """The object outlives the call."""
    with compat_scope.variable_scope("kept"):
        h = compat_scope.layers.dense(x, 3, name="first")
        scaler = Scaler(h)
        found.append(scaler)
        return scaler.out


def penalized(x):
    found = []
    y = kept(x, found)
    return y + found[0].penalty()
