"""Weights whose shape is that of a tensor which the function itself has computed."""
import tensorflow as tf
import keras


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


class MaybeProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, h_shape):
        self.w = self.add_weight(
            name="w", shape=[h_shape[-1], 3], initializer="glorot_uniform"
        )

    def call(self, h):
        return tf.matmul(h, self.w)


class Maybe(keras.layers.Layer):
    """Which width it is depends on a branch."""

    def __init__(self, deep, units, *, name="maybe", **kwargs):
        super().__init__(name=name, **kwargs)
        self.deep = deep
        self.first = keras.layers.Dense(units, name="first")
        if deep:
            self.second = keras.layers.Dense(7, name="second")
        self.maybe_projection = MaybeProjection()

    def call(self, x):
        h = self.first(x)
        if self.deep:
            h = self.second(h)
        return self.maybe_projection(h)


class WideningProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, i, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.i = i

    def build(self, h_shape):
        self.w = self.add_weight(
            name="w%d" % self.i,
            shape=[h_shape[-1], 4 + self.i],
            initializer="glorot_uniform",
        )

    def call(self, h):
        return tf.matmul(h, self.w)


class Widening(keras.layers.Layer):
    """Each turn is as wide as the one before."""

    def __init__(self, depth, *, name="widening", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(3, name="first")
        self.widening_projection = [WideningProjection(i) for i in range(depth)]

    def call(self, x):
        h = self.first(x)
        for widening_projection in self.widening_projection:
            h = widening_projection(h)
        return h


class RenamedProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, h_shape):
        self.w = self.add_weight(
            name="w", shape=[h_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, h):
        return tf.matmul(h, self.w)


class Renamed(keras.layers.Layer):
    """The number is another one by then."""

    def __init__(self, units, *, name="renamed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(units, name="first")
        units = units + 2
        self.renamed_projection = RenamedProjection(units)

    def call(self, x):
        h = self.first(x)
        return self.renamed_projection(h)


class Banked(keras.layers.Layer):
    def __init__(self, width, channels, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv1d = keras.layers.Conv1D(
            channels, kernel_size=width, padding="same", name="conv1d"
        )
        self.batch_normalization = keras.layers.BatchNormalization(
            name="batch_normalization"
        )

    def call(self, x):
        return self.batch_normalization(self.conv1d(x), training=False)


class Bank(keras.layers.Layer):
    """Convolutions of several widths side by side, and back to a sum with the input."""

    tf1_order = ("banked", "banked_2", "last", "dense", "out")  # as TF1 made them

    def __init__(self, count, projections, units, *, name="bank", **kwargs):
        super().__init__(name=name, **kwargs)
        self.projections = projections
        self.units = units
        self.banked = [Banked(k, 3, name="width_%d" % k) for k in range(1, count + 1)]
        self.max_pooling1d = keras.layers.MaxPooling1D(2, strides=1, padding="same")
        self.banked_2 = [
            Banked(3, channels, name="projection_%d" % i)
            for i, channels in enumerate(projections[:-1])
        ]
        self.last = Banked(3, projections[-1], name="last")
        self.out = keras.layers.Dense(2, name="out")

    def build(self, x_shape):
        if self.projections[-1] != self.units:
            self.dense = keras.layers.Dense(self.units, name="dense")

    def call(self, x):
        outputs = []
        for banked in self.banked:
            outputs.append(banked(x))
        maps = tf.concat(outputs, axis=-1)
        maps = self.max_pooling1d(maps)
        for banked_2 in self.banked_2:
            maps = banked_2(maps)
        highway = self.last(maps) + x
        if highway.shape[2] != self.units:
            highway = self.dense(highway)
        return self.out(highway)


class ShrinkingProjection(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, sizes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes

    def build(self, h_shape):
        self.w = self.add_weight(
            name="w", shape=[h_shape[-1], self.sizes[0]], initializer="glorot_uniform"
        )

    def call(self, h):
        return tf.matmul(h, self.w)


class Shrinking(keras.layers.Layer):
    """An item of a list that is another one by then."""

    def __init__(self, sizes, *, name="shrinking", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(sizes[0], name="first")
        sizes = sizes[1:]
        self.shrinking_projection = ShrinkingProjection(sizes)

    def call(self, x):
        h = self.first(x)
        return self.shrinking_projection(h)


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

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.forward = Forward()
        self.maybe = Maybe(True, 5)
        self.widening = Widening(2)
        self.renamed = Renamed(3)
        self.shrinking = Shrinking([4, 2, 6])
        self.bank = Bank(3, [4, 2], 5)
        self.plain = Bank(1, [3, 5, 2], 2, name="plain")
        self.wide = Bank(2, [2], 3, name="wide")

    def call(self, images):
        x = self.forward(images)
        x = self.shrinking(self.renamed(self.widening(self.maybe(x))))
        steps = tf.reshape(x, [1, 2, 2])
        return self.bank(steps), self.wide(self.plain(steps))
