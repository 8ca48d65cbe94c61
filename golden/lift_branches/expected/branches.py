import tensorflow as tf
import keras
from migrate import compat_scope


class Linear(keras.layers.Layer):
    def __init__(
        self, units, use_bias=True, activation=None, *, name="linear", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.use_bias = use_bias
        self.activation = activation

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        if self.use_bias:
            self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        out = tf.matmul(x, self.w)
        if self.use_bias:
            out = tf.nn.bias_add(out, self.b)
        if self.activation is None:
            return out
        return self.activation(out)


class Normalize(keras.layers.Layer):
    """One of several normalizations."""

    def __init__(self, kind, *, name="norm", **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind

    def build(self, x_shape):
        if self.kind == "none":
            return
        depth = x_shape[-1]
        if self.kind == "scale":
            self.gain = self.add_weight(name="gain", shape=[depth], initializer="ones")
        elif self.kind == "layer":
            self.gain = self.add_weight(name="gain", shape=[depth], initializer="ones")
            self.offset = self.add_weight(
                name="offset", shape=[depth], initializer="zeros"
            )

    def call(self, x):
        if self.kind == "none":
            return x
        if self.kind == "scale":
            gain = self.gain.value
            return gain * x
        elif self.kind == "layer":
            gain = self.gain.value
            mean, var = compat_scope.nn.moments(x, [1], keep_dims=True)
            return gain * (x - mean) * tf.math.rsqrt(var + 1e-5) + self.offset
        else:
            raise ValueError("unknown normalization: %s" % self.kind)


class Shortcut(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, project=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.project = project

    def build(self, x_shape):
        project = self.project
        in_dim = x_shape[-1]
        project = in_dim != self.units if project is None else project
        if project:
            self.shortcut = Linear(self.units, use_bias=False, name="shortcut")

    def call(self, x):
        project = self.project
        in_dim = tf.compat.dimension_value(x.shape[-1])
        # An identity where the widths agree.
        project = in_dim != self.units if project is None else project
        if project:
            return self.shortcut(x)
        else:
            return x


class Block(keras.layers.Layer):
    def __init__(self, units, norm="layer", *, name="block", **kwargs):
        super().__init__(name=name, **kwargs)
        self.norm = norm
        self.normalize = Normalize(norm)
        self.linear = Linear(units, activation=tf.nn.relu)
        self.shortcut = Shortcut(units)

    def call(self, x):
        assert self.norm in ("none", "scale", "layer")
        h = self.normalize(x)
        h = self.linear(h)
        return self.shortcut(x) + h


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.block = Block(4)
        self.wider = Block(6, norm="scale", name="wider")
        self.plain = Block(6, "none", name="plain")
        self.out = Linear(2, activation=tf.compat.v1.nn.softmax, name="out")

    def call(self, x):
        x = self.block(x)
        x = self.wider(x)
        x = self.plain(x)
        return self.out(x)
