import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope

KERNEL = (3, 3)


def shape_list(x):
    """The static dimensions where they are known, else the dynamic ones."""
    static = x.shape.as_list()
    dynamic = tf.shape(x)
    return [dynamic[i] if dim is None else dim for i, dim in enumerate(static)]


def last_dim(x):
    return x.get_shape().as_list()[-1]


class Conv(keras.layers.Layer):
    def __init__(self, filters, size=2, *, name="conv", **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.size = size

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[self.size, self.size, int(x_shape[3]), self.filters],
            initializer="glorot_uniform",
        )

    def call(self, x):
        return tf.nn.conv2d(x, self.w, strides=[1, 1, 1, 1], padding="SAME")


class Bias(keras.layers.Layer):
    def build(self, x_shape):
        self.b = self.add_weight(
            name="b", shape=x_shape[-1:], initializer="glorot_uniform"
        )

    def call(self, x):
        return x + self.b


class FlatDense(keras.layers.Layer):
    def __init__(self, units, *, name="flat", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        shape = list(x_shape)
        dim = int(np.prod(shape[1:]))
        self.w = self.add_weight(
            name="w", shape=[dim, self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        shape = x.get_shape().as_list()
        dim = int(np.prod(shape[1:]))
        flat = tf.reshape(x, [-1, dim])
        return tf.matmul(flat, self.w)


class Positions(keras.layers.Layer):
    """Adds one vector per position."""

    def __init__(self, *, name="positions", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        batch, height, width, channels = x_shape
        self.table = self.add_weight(
            name="table", shape=[height * width, channels], initializer="glorot_uniform"
        )

    def call(self, x):
        batch, height, width, channels = shape_list(x)
        rows = tf.reshape(x, [batch, height * width, channels]) + self.table
        return tf.reshape(rows, [batch, height, width, channels])


def per_channel(x):
    with compat_scope.variable_scope("per_channel"):
        (_, _, _, depth) = x.get_shape().as_list()
        hidden = depth // 2
        squeezed = tf.reduce_mean(x, [1, 2])
        w0 = compat_scope.get_variable("w0", [depth, hidden])
        small = tf.nn.relu(tf.matmul(squeezed, w0))
        # The second map starts from the width of what the first one made.
        w1 = compat_scope.get_variable("w1", [last_dim(small), depth])
        gates = tf.sigmoid(tf.matmul(small, w1))
        return x * gates[:, None, None, :]


class Bilinear(keras.layers.Layer):
    def __init__(self, *, name="bilinear", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, a_shape, b_shape):
        self.w = self.add_weight(
            name="w", shape=[a_shape[1], b_shape[1]], initializer="glorot_uniform"
        )

    def call(self, a, b):
        return tf.reduce_sum(tf.matmul(a, self.w) * b, axis=1)


def like(x, scope="like"):
    with compat_scope.variable_scope(scope):
        w = compat_scope.get_variable("w", KERNEL + (last_dim(x), 2))
        offset = compat_scope.get_variable("offset", [w.get_shape().as_list()[3]])
        return tf.nn.conv2d(x, w, [1, 2, 2, 1], "SAME") + offset


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = (
        "conv",
        "conv_bias",
        "positions",
        "per_channel",
        "flat_dense",
        "flat_small",
        "bilinear",
    )

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv = Conv(4)
        self.conv_bias = Bias(name="conv_bias")
        self.positions = Positions()
        self.flat_dense = FlatDense(3)
        self.flat_small = FlatDense(2, name="flat_small")
        self.bilinear = Bilinear()

    def call(self, images):
        h = self.conv(images)
        h = self.conv_bias(h)
        h = self.positions(h)
        with compat_scope.hosting(self, "per_channel"):
            h = per_channel(h)
            small = like(h)
        return self.bilinear(self.flat_dense(h), self.flat_small(small))
