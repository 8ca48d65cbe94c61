import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import slim


def halved(net):
    """Makes nothing, but the scope around a call decides what it does."""
    return slim.max_pool2d(net, 2)


def with_helper(x):
    with slim.arg_scope([slim.conv2d, slim.max_pool2d], padding="SAME"):
        return halved(slim.conv2d(x, 2, 3, scope="with_helper"))


def inner(x, name):
    return slim.conv2d(x, 2, 3, scope=name)


def with_layer(x):
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.tanh):
        return inner(x, "with_layer")


def changing(x, depth):
    rate = 1
    net = x
    with slim.arg_scope([slim.conv2d], rate=rate):
        for i in range(depth):
            rate = rate + 1
            net = slim.conv2d(net, 2, 3, scope="changing_%d" % i)
    return net


def settings(decay):
    with slim.arg_scope([slim.conv2d], weights_regularizer=slim.l2_regularizer(decay)) as scope:
        return scope


def from_function(x):
    with slim.arg_scope(settings(0.1)):
        return slim.conv2d(x, 2, 3, scope="from_function")


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


@slim.add_arg_scope
def own_layer(x, units=3, scope=None):
    return slim.fully_connected(x, units, scope=scope)


def with_own(x):
    with slim.arg_scope([own_layer], units=2):
        return own_layer(x, scope="with_own")


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
    found = [with_helper(x), with_layer(x), changing(x, 2), from_function(x), trained(x), mutated(x), with_own(x)]
    return found + [compat_scope.get_layer(BeforeAndAfter)(x)]
