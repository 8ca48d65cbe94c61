import tensorflow as tf
import keras
from migrate import compat_scope

import ops
from ops import ConvLeaky, DenseLeaky


class Residual(keras.layers.Layer):
    """x and twice what a block makes of it."""

    def __init__(
        self, filters, size=3, stride=1, *, bias=True, name="residual", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.conv_leaky = ConvLeaky(filters, size=size, stride=stride, bias=bias)
        self.shortcut = ops.Conv(filters, size=1, bias=False, name="shortcut")

    def call(self, x):
        h = self.conv_leaky(x)
        return self.shortcut(x) + h


class Mix(keras.layers.Layer):
    def __init__(self, units=3, *, name="mix", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, xs_shape):
        self.w = self.add_weight(
            name="w",
            shape=[sum(shape[-1] for shape in xs_shape), self.units],
            initializer="glorot_uniform",
        )

    def call(self, xs):
        both = tf.concat(xs, axis=-1)
        return tf.tensordot(both, self.w, 1)


class Encoder(keras.layers.Layer):
    def __init__(self, depth=2, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.residual = [
            Residual(3 + i, 5, bias=i > 0, name="block_%d" % i) for i in range(depth)
        ]
        self.halve = ops.Halve(4, "half")
        self.halve_2 = ops.Halve(3, scope_name="quarter", bias=False)

    def call(self, x):
        for residual in self.residual:
            x = residual(x)
        x = self.halve(x)
        return self.halve_2(x)


class Linear(keras.layers.Layer):
    """Maps the last axis of `inputs`."""

    def __init__(self, units, bias_start=0.0, *, name="linear", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.bias_start = bias_start

    def build(self, inputs_shape):
        self.w = self.add_weight(
            name="w", shape=[inputs_shape[2], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(
            name="b",
            shape=[self.units],
            initializer=keras.initializers.Constant(self.bias_start),
        )

    def call(self, inputs):
        # Only the last axis is mapped.
        if inputs.shape.ndims != 3:
            raise ValueError("`inputs` must have three axes")
        return tf.tensordot(inputs, self.w, 1) + self.b


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = Encoder()
        self.tail = ops.Conv(filters=2, size=1, bias=False, name="tail")
        self.last = Linear(units=2, name="last")
        self.mix = Mix()
        self.dense_leaky = DenseLeaky(
            4, kernel_initializer=keras.initializers.Orthogonal(), scope_name="wide"
        )
        self.dense_leaky_2 = DenseLeaky(units=2, activation=tf.tanh, scope_name="flat")

    def call(self, x):
        h = self.encoder(x)
        tail = self.tail(h)
        both = self.mix([h, tail, self.last(tail)])
        wide = self.dense_leaky(both)
        flat = self.dense_leaky_2(wide)
        return h, wide, flat


def model(x):
    with compat_scope.variable_scope("model"):
        h, wide, flat = compat_scope.get_layer(Forward)(x)
    return {"h": h, "flat": flat, "gated": ops.gate(flat, wide, name="gate"), "normed": ops.conv_bn(flat, 2, name="even")}
