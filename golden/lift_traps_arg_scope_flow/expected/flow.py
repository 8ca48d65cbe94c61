import functools

import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import slim


def sometimes(x, scope):
    """Is called under a scope, and without one."""
    return slim.conv2d(x, 2, 3, scope=scope)


def both_ways(x):
    first = sometimes(x, "plain")
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.tanh):
        return sometimes(first, "scoped")


def handed(x, scope):
    return slim.conv2d(x, 2, 3, scope=scope)


def apply_twice(layer, x):
    return layer(layer(x, "handed_1"), "handed_2")


def as_value(x):
    """What is called under the scope is only known where it is called."""
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.sigmoid):
        return apply_twice(handed, x)


def partly(x, scope):
    return slim.conv2d(x, 2, 3, scope=scope)


def by_partial(x):
    layer = functools.partial(partly, scope="partly")
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.softplus):
        return layer(x)


class UnderChosen(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, smooth, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.under_chosen = Convolution2D(
            2,
            kernel_size=3,
            activation=tf.nn.softplus if smooth else tf.nn.relu6,
            padding="same",
            name="under_chosen",
        )

    def call(self, x):
        return self.under_chosen(x)


class Spread(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units=3, scale=1.0, scope=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scale = scale
        self.fully_connected = FullyConnected(
            units, activation="relu", name=scope or "fully_connected"
        )

    def call(self, x):
        return self.scale * self.fully_connected(x)


class WithSettings(keras.layers.Layer):
    """The scope may give what the call gives, too."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name)
        self.spread = Spread(units=2, scope="spread", **kwargs)

    def call(self, x):
        return self.spread(x)


def counted(x, scope):
    return slim.conv2d(x, 2, 3, scope=scope)


def changing(x):
    """The rate is another one for the second call."""
    rate = 1
    with slim.arg_scope([slim.conv2d], rate=rate):
        x = counted(x, "counted_1")
        rate = 2
        return counted(x, "counted_2") * rate


def later(x, scope):
    return slim.conv2d(x, 2, 3, scope=scope)


def in_lambda(x):
    """Runs when the scope is left."""
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.tanh):
        layer = lambda h: later(h, "later")
    return layer(x)


class ReplacedScope(keras.layers.Layer):
    """A scope that is entered again hides what is around it."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.replaced_1 = Convolution2D(
            2, kernel_size=3, activation="elu", padding="same", name="replaced_1"
        )
        self.inner = Inner()

    def call(self, x):
        x = self.replaced_1(x)
        return self.inner(x)


class Inner(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.replaced_2 = Convolution2D(
            2, kernel_size=3, activation="elu", padding="same", name="replaced_2"
        )

    def call(self, x):
        return self.replaced_2(x)


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


class Convolution2D(keras.layers.Conv2D):
    """A convolution with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


def forward(x):
    found = [
        both_ways(x),
        as_value(x),
        by_partial(x),
        compat_scope.get_layer(UnderChosen, True)(x),
        compat_scope.get_layer(WithSettings, scale=2.0)(x),
    ]
    return found + [changing(x), in_lambda(x), compat_scope.get_layer(ReplacedScope)(x)]
