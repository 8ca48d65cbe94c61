"""The blocks of a residual network, and which of them a depth or a name stands for."""

import tensorflow as tf
import keras
from migrate import compat_scope


class Conv(keras.layers.Layer):
    def __init__(self, channels, kernel=3, stride=1, *, name="conv", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = keras.layers.Conv2D(
            channels,
            kernel_size=kernel,
            strides=stride,
            padding="same",
            use_bias=False,
            name="conv2d",
        )

    def call(self, x):
        return self.conv2d(x)


class Basic(keras.layers.Layer):
    """Two convolutions, and a projection where the shape changes."""

    def __init__(self, channels, stride=1, *, name="basic", **kwargs):
        super().__init__(name=name, **kwargs)
        self.stride = stride
        self.first = Conv(channels, stride=stride, name="first")
        self.second = Conv(channels, name="second")
        if stride != 1:
            self.shortcut = Conv(channels, 1, stride, name="shortcut")

    def call(self, x):
        y = self.first(tf.nn.relu(x))
        y = self.second(tf.nn.relu(y))
        if self.stride != 1:
            x = self.shortcut(x)
        return x + y


def basic(x, channels, stride=1, scope="basic"):
    return compat_scope.get_layer(Basic, channels, stride, name=scope)(x)


class Bottleneck(keras.layers.Layer):
    """Three convolutions, the middle one of a quarter of the channels."""

    def __init__(self, channels, stride=1, *, name="bottleneck", **kwargs):
        super().__init__(name=name, **kwargs)
        self.stride = stride
        self.reduce = Conv(channels // 4, 1, name="reduce")
        self.middle = Conv(channels // 4, stride=stride, name="middle")
        self.expand = Conv(channels, 1, name="expand")
        if stride != 1:
            self.shortcut = Conv(channels, 1, stride, name="shortcut")

    def call(self, x):
        y = self.reduce(tf.nn.relu(x))
        y = self.middle(tf.nn.relu(y))
        y = self.expand(tf.nn.relu(y))
        if self.stride != 1:
            x = self.shortcut(x)
        return x + y


def bottleneck(x, channels, stride=1, scope="bottleneck"):
    return compat_scope.get_layer(Bottleneck, channels, stride, name=scope)(x)


def block_of(kind):
    """The block of a name."""
    if kind == "basic":
        return basic
    elif kind == "bottleneck":
        return bottleneck
    raise ValueError("unknown block %s" % kind)


class Stack(keras.layers.Layer):
    """Two blocks of whatever kind."""

    def __init__(self, *, name="stack", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, x, channels, block):
        with compat_scope.hosting(self):
            x = block(x, channels, scope="one")
            return block(x, channels, scope="two")


def stack(x, block, channels):
    return compat_scope.get_layer(Stack, name="stack")(
        x, channels=channels, block=block
    )
