"""Weights whose shape is that of a tensor which the function itself has computed."""
import tensorflow as tf
import keras
from migrate import compat_scope


def leaky(x, slope=0.2):
    return tf.maximum(x, slope * x)


class Gated(keras.layers.Layer):
    """Down to a bottleneck and up again, by hand."""

    tf1_order = ("first", "down", "up")  # as TF1 made them

    def __init__(self, units, bottleneck, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.bottleneck = bottleneck
        self.first = keras.layers.Dense(units, name="first")

    def build(self, x_shape):
        self.down = self.add_weight(
            name="down",
            shape=[self.units, self.bottleneck],
            initializer="glorot_uniform",
        )
        self.up = self.add_weight(
            name="up", shape=[self.bottleneck, x_shape[1]], initializer="glorot_uniform"
        )

    def call(self, x):
        hidden = leaky(self.first(x))
        small = tf.nn.relu(tf.matmul(hidden, self.down))
        small += 0.5
        return x * tf.sigmoid(tf.matmul(small, self.up))


class Pyramid(keras.layers.Layer):
    def __init__(self, filters, *, name="pyramid", **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters

    def build(self, images_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[3, 3, images_shape[3], self.filters],
            initializer="glorot_uniform",
        )
        self.kernel_2 = self.add_weight(
            name="kernel_2", shape=[1, 1, self.filters, 2], initializer="glorot_uniform"
        )
        dim = 2 * 2 * 2
        self.out = self.add_weight(
            name="out",
            shape=[dim, 3],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )

    def call(self, images):
        maps = tf.nn.conv2d(images, self.kernel, [1, 1, 1, 1], "SAME")
        maps = tf.nn.max_pool2d(tf.nn.relu(maps), [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
        flat = tf.reshape(
            tf.nn.conv2d(maps, self.kernel_2, [1, 1, 1, 1], "SAME"), [-1, 2 * 2 * 2]
        )
        return tf.matmul(flat, self.out)


def maybe(x, deep, units):
    """Which width it is depends on a branch."""
    with compat_scope.variable_scope("maybe"):
        h = compat_scope.layers.dense(x, units, name="first")
        if deep:
            h = compat_scope.layers.dense(h, 7, name="second")
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(h.shape[-1]), 3])
        return tf.matmul(h, w)


def widening(x, depth):
    """Each turn is as wide as the one before."""
    with compat_scope.variable_scope("widening"):
        h = compat_scope.layers.dense(x, 3, name="first")
        for i in range(depth):
            w = compat_scope.get_variable("w%d" % i, [tf.compat.dimension_value(h.shape[-1]), 4 + i])
            h = tf.matmul(h, w)
        return h


def renamed(x, units):
    """The number is another one by then."""
    with compat_scope.variable_scope("renamed"):
        h = compat_scope.layers.dense(x, units, name="first")
        units = units + 2
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(h.shape[-1]), units])
        return tf.matmul(h, w)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pyramid = Pyramid(4)
        self.gated = Gated(5, 2)

    def call(self, images):
        return self.gated(self.pyramid(images))


class Everything(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("forward", "maybe")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.forward = Forward()

    def call(self, images):
        x = self.forward(images)
        with compat_scope.hosting(self, "maybe"):
            return renamed(widening(maybe(x, True, 5), 2), 3)
