"""Networks that number their layers themselves."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Conv(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, depth, number, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = keras.layers.Conv2D(
            depth, kernel_size=3, padding="same", name="layer_" + str(number)
        )

    def call(self, x):
        return self.conv2d(x)


class Block(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, number, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.number = number

    def build(self, x_shape):
        number = self.number
        depth = x_shape[-1]
        self.conv = []
        for _ in range(2):
            self.conv.append(Conv(depth, number=number))
            number += 1

    def call(self, x):
        # Twice, before it is added.
        for conv in self.conv:
            x = conv(tf.nn.relu(x))
        return x


class Sequence(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, depth, number, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv = Conv(depth, number=number)
        self.block = Block(number=number + 1)
        self.block_2 = Block(number=number + 3)

    def call(self, x):
        x = self.conv(x)
        x = x + self.block(x)
        return x + self.block_2(x)


class ResidualTower(keras.layers.Layer):
    """Sequences of residual blocks; all layers are numbered through."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, depths=(2, 3), hidden=5, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        number = 0
        self.sequence = []
        for depth in depths:
            self.sequence.append(Sequence(depth, number=number))
            number += 5
        self.dense = keras.layers.Dense(
            hidden, activation="relu", name="layer_" + str(number)
        )
        self.dense_2 = keras.layers.Dense(1, name="layer_" + str(number + 1))

    def call(self, images):
        x = images
        for sequence in self.sequence:
            x = sequence(x)
        x = tf.reduce_mean(x, [1, 2])
        x = self.dense(x)
        return self.dense_2(x)


class Widen(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, wides, width, wide, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(2 * width, name="%s_%d" % (wide, wides + 2))

    def call(self, h):
        return self.dense(h)


class NarrowDown(keras.layers.Layer):
    """Down again."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, narrows, width, narrow, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(width, name="%s_%d" % (narrow, narrows))

    def call(self, h):
        h = self.dense(h)
        # the first one is 0
        return h


class Alternating(keras.layers.Layer):
    """Two counters; what is counted is read before it is."""

    def __init__(self, width=3, *, name="alternating", **kwargs):
        super().__init__(name=name, **kwargs)
        wide, narrow = "wide", "narrow"
        self.widen = Widen(wides=10, width=width, wide=wide)
        self.narrow_down = NarrowDown(narrows=0, width=width, narrow=narrow)
        self.widen_2 = Widen(wides=12, width=width, wide=wide)
        self.narrow_down_2 = NarrowDown(narrows=1, width=width, narrow=narrow)
        self.widen_3 = Widen(wides=14, width=width, wide=wide)

    def call(self, x):
        x = self.narrow_down_2(self.widen_2(self.narrow_down(self.widen(x))))
        return self.widen_3(x) * 16 + 2


class SharedCountLayer(keras.layers.Layer):
    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size

    def build(self, h_shape):
        self.w = self.add_weight(
            name="w", shape=[h_shape[-1], self.size], initializer="glorot_uniform"
        )

    def call(self, h):
        return tf.matmul(h, self.w)


class SharedCount(keras.layers.Layer):
    """The function itself counts, too."""

    # as TF1 made them
    tf1_order = (
        "layer_1",
        "own_2",
        ("shared_count_layer", "shared_count_layer_2"),
        "shared_count_layer_3",
    )

    def __init__(self, units, *, name="shared_count", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_1 = SharedCountLayer(4, name="layer_1")
        self.own_2 = keras.layers.Dense(4, name="own_2")
        count = 2
        self.shared_count_layer = []
        self.shared_count_layer_2 = []
        for size in units:
            self.shared_count_layer.append(
                SharedCountLayer(size, name="layer_%d" % (count + 1))
            )
            self.shared_count_layer_2.append(
                SharedCountLayer(size + 1, name="layer_%d" % ((count + 1) + 1))
            )
            count += 2
        self.shared_count_layer_3 = SharedCountLayer(2, name="layer_%d" % (count + 1))

    def call(self, x):
        x = self.layer_1(x)
        x = self.own_2(x)
        for shared_count_layer, shared_count_layer_2 in zip(
            self.shared_count_layer, self.shared_count_layer_2
        ):
            x = shared_count_layer_2(shared_count_layer(x))
        return self.shared_count_layer_3(x)


def both_ways_name(base, count):
    return "{}_{}".format(base, count + 1)


class Gate(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, count, gated, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.gated = gated
        if gated:
            self.dense = keras.layers.Dense(
                3, activation="sigmoid", name=both_ways_name("gate", count=count)
            )
            return
        self.dense_2 = keras.layers.Dense(3, name=both_ways_name("plain", count=count))

    def call(self, h):
        if self.gated:
            return h * self.dense(h)
        return self.dense_2(h)


class BothWays(keras.layers.Layer):
    """Whichever way it goes, it counts as far."""

    def __init__(self, gated, *, name="both_ways", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, name=both_ways_name("in", count=0))
        self.gate = Gate(count=1, gated=gated)
        self.dense_2 = keras.layers.Dense(3, name=both_ways_name("out", count=2))

    def call(self, x):
        x = self.dense(x)
        return self.dense_2(self.gate(x))


def uneven(x, deep):
    """How far it counts depends on the way it goes."""
    count = 0

    def layer(h):
        nonlocal count
        count += 1
        return compat_scope.layers.dense(h, 2, name="uneven_%d" % count)

    if deep:
        x = layer(x)
    return layer(x)


def comprehended(x):
    count = 0

    def layer(h):
        nonlocal count
        count += 1
        return compat_scope.layers.dense(h, 2, name="one_of_%d" % count)

    return tf.add_n([part for part in map(layer, tf.split(x, 2, axis=1))])


def until(x, limit):
    count = 0

    def layer(h):
        nonlocal count
        count += 1
        return compat_scope.layers.dense(h, 2, name="until_%d" % count)

    while count < limit:
        x = layer(x)
    return x


def looked_at_later(x):
    """What reads the number is called when it is another one."""
    count = 0
    scale = lambda h: h * count

    def layer(h):
        nonlocal count
        count += 1
        return compat_scope.layers.dense(h, 2, name="later_%d" % count)

    x = layer(x)
    x = layer(x)
    return scale(x)


def forward(x):
    a = compat_scope.get_layer(ResidualTower)(x)
    with compat_scope.variable_scope("again"):
        b = compat_scope.get_layer(ResidualTower, depths=[1], hidden=2)(x)
    flat = tf.reshape(x, [-1, 32])
    c = compat_scope.get_layer(Alternating, name="alternating")(flat)
    d = compat_scope.get_layer(SharedCount, [3, 2], name="shared_count")(c)
    e = compat_scope.get_layer(BothWays, True, name="both_ways")(d)
    with compat_scope.variable_scope("again"):
        f = compat_scope.get_layer(BothWays, gated=False, name="both_ways")(d)
    g = uneven(e + f, True) + comprehended(flat) + until(flat, 2) + looked_at_later(flat)
    return a, b, c, d, e, f, g
