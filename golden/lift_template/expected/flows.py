import tensorflow as tf
import keras
from migrate import compat_scope


class ScaleAndShift(keras.layers.Layer):
    """A small net that gives a scale and a shift."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, hidden, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden_2 = keras.layers.Dense(hidden, activation="relu", name="hidden")

    def build(self, x_shape):
        self.out = keras.layers.Dense(2 * x_shape[-1], name="out")

    def call(self, x):
        h = self.hidden_2(x)
        out = self.out(h)
        s, t = tf.split(out, 2, axis=-1)
        return tf.tanh(s), t


def scale_and_shift(x, hidden):
    return compat_scope.get_layer(ScaleAndShift, hidden)(x)


def coupling(x, net, flip=False):
    a, b = tf.split(x, 2, axis=1)
    if flip:
        a, b = b, a
    s, t = net(a)
    b = b * tf.exp(s) + t
    return tf.concat([b, a] if flip else [a, b], axis=1)


def forward(x):
    first = compat_scope.make_template("first", scale_and_shift, hidden=3)
    second = compat_scope.make_template("second", scale_and_shift, hidden=4)
    for i in range(2):
        x = coupling(x, first)  # the same weights both times
        x = coupling(x, second, flip=True)
    return x
