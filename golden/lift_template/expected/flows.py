import tensorflow as tf
import keras
from migrate import compat_scope


class ScaleAndShift(keras.layers.Layer):
    """A small net that gives a scale and a shift."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, hidden, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden = keras.layers.Dense(hidden, activation="relu", name="hidden")

    def build(self, x_shape):
        self.out = keras.layers.Dense(2 * x_shape[-1], name="out")

    def call(self, x):
        h = self.hidden(x)
        out = self.out(h)
        s, t = tf.split(out, 2, axis=-1)
        return tf.tanh(s), t


def coupling(x, net, flip=False):
    a, b = tf.split(x, 2, axis=1)
    if flip:
        a, b = b, a
    s, t = net(a)
    b = b * tf.exp(s) + t
    return tf.concat([b, a] if flip else [a, b], axis=1)


class First(keras.layers.Layer):
    def __init__(self, *, name="first", **kwargs):
        super().__init__(name=name, **kwargs)
        self.scale_and_shift = ScaleAndShift(hidden=3)

    def call(self, x):
        return self.scale_and_shift(x)


class Second(keras.layers.Layer):
    def __init__(self, *, name="second", **kwargs):
        super().__init__(name=name, **kwargs)
        self.scale_and_shift = ScaleAndShift(hidden=4)

    def call(self, x):
        return self.scale_and_shift(x)


def forward(x):
    def first(x):
        return compat_scope.get_layer(
            First, name="first", reuse=compat_scope.AUTO_REUSE
        )(x)

    def second(x):
        return compat_scope.get_layer(
            Second, name="second", reuse=compat_scope.AUTO_REUSE
        )(x)

    for i in range(2):
        x = coupling(x, first)  # the same weights both times
        x = coupling(x, second, flip=True)
    return x
