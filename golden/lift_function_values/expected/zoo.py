import tensorflow as tf
import keras
from migrate import compat_scope


class Mlp(keras.layers.Layer):
    def __init__(self, units, *, name="mlp", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.tanh(tf.matmul(x, self.w))


def mlp(x, units):
    return compat_scope.get_layer(Mlp, units, name="mlp")(x)


class Gated(keras.layers.Layer):
    def __init__(self, units, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], 2 * self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        a, b = tf.split(tf.matmul(x, self.w), 2, axis=1)
        return a * tf.sigmoid(b)


def gated(x, units):
    return compat_scope.get_layer(Gated, units, name="gated")(x)


class Bottleneck(keras.layers.Layer):
    def __init__(self, units, *, name="bottleneck", **kwargs):
        super().__init__(name=name, **kwargs)
        self.gated = Gated(2)
        self.mlp = Mlp(units)

    def call(self, x):
        return self.mlp(self.gated(x))


def bottleneck(x, units):
    return compat_scope.get_layer(Bottleneck, units, name="bottleneck")(x)


LAYERS = {"mlp": mlp, "gated": gated, "bottleneck": bottleneck}


class Residual(keras.layers.Layer):
    """x + fn(x)."""

    def __init__(self, *, name="residual", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, x, fn):
        with compat_scope.hosting(self):
            return x + fn(x, tf.compat.dimension_value(x.shape[-1]))


def build(x, kind):
    layer = LAYERS[kind]
    with compat_scope.variable_scope("build_%s" % kind):
        return layer(x, 3)


def softer(x):
    return tf.nn.softplus(x) - 0.5


class Score(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.score = keras.layers.Dense(1, name="score")

    def call(self, x):
        return self.score(x)


def score(x):
    return compat_scope.get_layer(Score)(x)


SCORES = {"linear": score, "mean": lambda x: tf.reduce_mean(x, 1, keepdims=True)}


class Tower(keras.layers.Layer):
    """Layers with an activation between them, none after the last one."""

    def __init__(self, sizes, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.dense = [
            keras.layers.Dense(size, name="_%d" % i) for i, size in enumerate(sizes)
        ]

    def call(self, x):
        for i, size in enumerate(self.sizes):
            activation = tf.nn.relu if i < len(self.sizes) - 1 else None
            gate = softer if i == 0 else tf.sigmoid
            x = self.dense[i](x)
            x = x * gate(x)
            if activation:
                x = activation(x)
        return x


def forward(x):
    x = compat_scope.get_layer(Residual, name="residual")(x, fn=mlp)
    x = compat_scope.get_layer(Residual, name="residual_gated")(x, fn=gated)
    x = compat_scope.get_layer(Residual, name="residual_half")(
        x,
        fn=lambda t, n: 0.5
        * compat_scope.get_layer(Bottleneck, n, name="bottleneck")(t),
    )
    a = build(x, "bottleneck")
    b = build(x, kind="mlp")
    for i, fn in enumerate([mlp, gated]):
        with compat_scope.variable_scope("list_%d" % i):
            a = a + fn(a, 3)
    return (
        a
        + b
        + SCORES["linear"](compat_scope.get_layer(Tower, [4, 3], name="tower")(x))
        + SCORES["mean"](x)
    )
