import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import slim


def halved(net):
    """Makes nothing, but the scope around a call decides what it does."""
    return slim.max_pool2d(net, 2, padding="SAME")


class WithHelper(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.with_helper = Convolution2D(
            2, kernel_size=3, padding="SAME", activation="relu", name="with_helper"
        )

    def call(self, x):
        return halved(self.with_helper(x))


class Inner(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = Convolution2D(
            2, kernel_size=3, activation="tanh", padding="same", name=scope_name
        )

    def call(self, x):
        return self.conv2d(x)


class WithLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.inner = Inner("with_layer")

    def call(self, x):
        return self.inner(x)


def changing(x, depth):
    rate = 1
    net = x
    with slim.arg_scope([slim.conv2d], rate=rate):
        for i in range(depth):
            rate = rate + 1
            net = slim.conv2d(net, 2, 3, scope="changing_%d" % i)
    return net


class FromFunction(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.from_function = Convolution2D(
            2,
            kernel_size=3,
            kernel_regularizer=keras.regularizers.L2(0.5 * 0.1),
            padding="same",
            activation="relu",
            name="from_function",
        )

    def call(self, x):
        return self.from_function(x)


def trained(x):
    """Its moving averages are among the trainable variables."""
    params = {"variables_collections": [compat_scope.GraphKeys.TRAINABLE_VARIABLES], "is_training": False}
    with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, normalizer_params=params):
        return slim.conv2d(x, 2, 3, scope="trained")


def mutated(x):
    params = {"scale": True}
    params["is_training"] = False
    with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, normalizer_params=params):
        return slim.conv2d(x, 2, 3, scope="mutated")


class OwnLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units=3, scope=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fully_connected = FullyConnected(
            units, activation="relu", name=scope or "fully_connected"
        )

    def call(self, x):
        return self.fully_connected(x)


class WithOwn(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.own_layer = OwnLayer(units=2, scope="with_own")

    def call(self, x):
        return self.own_layer(x)


class Outside(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.outside = Convolution2D(
            2, kernel_size=3, padding="same", activation="relu", name="outside"
        )

    def call(self, x):
        return self.outside(x)


class BeforeAndAfter(keras.layers.Layer):
    """Only what is in the scope gets its arguments."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.outside = Outside()
        self.within = FullyConnected(3, name="within")
        self.after = FullyConnected(2, activation="relu", name="after")

    def call(self, x):
        net = self.outside(x)
        net = self.within(net)
        return self.after(net)


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
        compat_scope.get_layer(WithHelper)(x),
        compat_scope.get_layer(WithLayer)(x),
        changing(x, 2),
        compat_scope.get_layer(FromFunction)(x),
        trained(x),
        mutated(x),
        compat_scope.get_layer(WithOwn)(x),
    ]
    return found + [compat_scope.get_layer(BeforeAndAfter)(x)]
