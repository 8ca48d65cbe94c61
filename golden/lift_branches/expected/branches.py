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


class Gated(keras.layers.Layer):
    def __init__(self, units, gate=True, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        self.gate = gate
        if gate:
            self.dense = keras.layers.Dense(units, activation="sigmoid", name="dense")
            self.dense_1 = keras.layers.Dense(units, name="dense_1")
        else:
            self.dense = keras.layers.Dense(units, use_bias=False, name="dense")

    def call(self, x):
        # The first layer of either arm is `dense`.
        if self.gate:
            opened = self.dense(x)
            out = opened * self.dense_1(x)
        else:
            out = self.dense(x)
        return out


class Pointwise(keras.layers.Layer):
    def __init__(self, units, linear=False, *, name="pointwise", **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = linear
        if linear:
            self.dense = keras.layers.Dense(units, use_bias=False, name="dense")
            return
        self.dense = keras.layers.Dense(units, activation="relu", name="dense")

    def call(self, x):
        if self.linear:
            return self.dense(x)
        return self.dense(x)


class Feedforward(keras.layers.Layer):
    def __init__(self, sizes, *, name="feedforward", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(sizes[0], activation="relu", name="dense")
        self.dense_1 = keras.layers.Dense(sizes[1], use_bias=False, name="dense_1")

    def call(self, x):
        outputs = self.dense(x)
        outputs = self.dense_1(outputs)
        return outputs + x


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.block = Block(4)
        self.wider = Block(6, norm="scale", name="wider")
        self.plain = Block(6, "none", name="plain")
        self.gated = Gated(5)
        self.ungated = Gated(4, gate=False, name="ungated")
        self.mixed = Pointwise(3, name="mixed")
        self.pointwise = Pointwise(4, linear=True)
        self.feedforward = Feedforward([3, 4])
        self.out = Linear(2, activation=tf.compat.v1.nn.softmax, name="out")

    def call(self, x):
        x = self.block(x)
        x = self.wider(x)
        x = self.plain(x)
        x = self.gated(x)
        x = self.ungated(x)
        x = self.pointwise(self.mixed(x))
        x = self.feedforward(x)
        return self.out(x)
