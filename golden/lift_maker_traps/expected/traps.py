"""Makers of functions whose results must not be taken for one another."""
import functools

import tensorflow as tf
import keras
from migrate import compat_scope


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name="dense", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.matmul(x, self.w)


class Named(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, scale, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scale = scale
        self.dense = Dense(units)

    def call(self, x):
        return self.scale * self.dense(x)


def named(units, scale):
    def network(x):
        return compat_scope.get_layer(Named, units, scale)(x)

    return network


def twice_in_one_scope(x):
    """Two networks of one maker, and one network twice: TF 1 refuses the second."""
    first, second = named(2, 1.0), named(2, 3.0)
    errors = []
    with compat_scope.variable_scope("twice"):
        out = first(x)
        for again in (second, first):
            try:
                again(x)
            except ValueError as error:
                errors.append(str(error).partition(",")[0])
    with compat_scope.variable_scope("twice", reuse=True):
        return out + second(x), tf.constant(float(len(errors)))


def other_size_in_one_scope(x):
    """The names agree and the shapes do not."""
    with compat_scope.variable_scope("sizes", reuse=compat_scope.AUTO_REUSE):
        small = named(2, 1.0)(x)
        try:
            return named(4, 1.0)(x)
        except ValueError:
            return small


class Counted(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, name="dense")
        self.dense_1 = keras.layers.Dense(2, name="dense_1")

    def call(self, x):
        h = self.dense(x)
        return self.dense_1(h)


def counted(units):
    """Its layers have no names: TF 1 counts them in the scope of whoever calls it."""

    def network(x):
        return compat_scope.get_layer(Counted, units)(x)

    return network


class LateLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, i, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(3, name="late_%d" % i)

    def call(self, x):
        return self.dense(x)


def late(depth):
    """What the functions read is what it is when they are called."""
    layers = []
    for i in range(depth):

        def layer(x):
            return compat_scope.get_layer(LateLayer, i=i)(x)

        layers.append(layer)
    return layers


class EarlyLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, i, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(3, name="early_%d" % i)

    def call(self, x):
        return self.dense(x)


def early(depth):
    """A default is what it was when the function was made."""
    layers = []
    for i in range(depth):

        def layer(x, i=i):
            return compat_scope.get_layer(EarlyLayer, i)(x)

        layers.append(layer)
    return layers


class ChangedAfter(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, scope, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(units, name=scope)

    def call(self, x):
        return self.dense(x)


def changed_after(units):
    scope = "before"

    def network(x):
        return compat_scope.get_layer(ChangedAfter, units, scope=scope)(x)

    scope = "after"
    return network


class Around(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.around = Dense(2, name="around")

    def call(self, h, context):
        return self.around(h - context)


def around(x):
    """What it makes reads a tensor."""
    context = tf.reduce_mean(x, axis=0, keepdims=True)

    def network(h):
        return compat_scope.get_layer(Around)(h, context=context)

    return network


def numbered(prefix):
    """A counter that lives as long as the function."""
    count = 0

    def network(x):
        nonlocal count
        count += 1
        return compat_scope.get_layer(Dense, 3, name="%s_%d" % (prefix, count))(x)

    return network


def halving(scope):
    def network(x, units):
        if units < 2:
            return x
        with compat_scope.variable_scope(scope):
            return network(
                compat_scope.get_layer(Dense, units, name="dense")(x), units // 2
            )

    return network


def twice(function):
    @functools.wraps(function)
    def both(x):
        with compat_scope.variable_scope("a"):
            a = function(x)
        with compat_scope.variable_scope("b"):
            return a + function(x)

    return both


class Decorated(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.decorated = Dense(units, name="decorated")

    def call(self, x):
        return self.decorated(x)


def decorated(units):
    @twice
    def network(x):
        return compat_scope.get_layer(Decorated, units)(x)

    return network


def collecting():
    outputs = []

    def network(x):
        h = compat_scope.get_layer(Dense, 3, name="collecting_%d" % len(outputs))(x)
        outputs.append(h)
        return h

    return network, outputs


def forward(x):
    results = list(twice_in_one_scope(x))
    results.append(other_size_in_one_scope(x))
    network = counted(4)
    with compat_scope.variable_scope("counted"):
        results += [network(x), network(x), counted(3)(x)]
    with compat_scope.variable_scope("counted_again", reuse=compat_scope.AUTO_REUSE):
        results += [network(x), network(x)]
    with compat_scope.variable_scope("counted_again", reuse=True):
        results += [network(x)]
    for i, layer in enumerate(late(2)):
        with compat_scope.variable_scope("turn_%d" % i):
            results.append(layer(x))
    for layer in early(2):
        results.append(layer(x))
    results.append(changed_after(2)(x))
    results.append(around(x)(x))
    network = numbered("numbered")
    results += [network(x), network(x), numbered("other")(x)]
    results.append(halving("halving")(x, 4))
    results.append(decorated(2)(x))
    network, outputs = collecting()
    results += [network(network(x)), outputs[0]]
    return results
