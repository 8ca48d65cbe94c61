"""A recogniser whose blocks are numbered through, and that is told its layers by dicts of keywords."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Block(keras.layers.Layer):
    """A gated convolution over time."""

    def __init__(
        self,
        filters=None,
        size=3,
        rate=1,
        causal=False,
        act=None,
        *,
        name="block",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.size = size
        self.rate = rate
        self.causal = causal
        self.act = act
        self.dropout = keras.layers.Dropout(0.1)

    def build(self, x_shape):
        filters = self.filters
        padding = "same"
        if self.causal:
            padding = "valid"
        if filters is None:
            filters = x_shape[-1]
        self.conv1d = keras.layers.Conv1D(
            2 * filters,
            kernel_size=self.size,
            dilation_rate=self.rate,
            padding=padding,
            kernel_initializer="glorot_normal",
            name="conv1d",
        )

    def call(self, x, training=True):
        shortcut = x
        if self.causal:
            x = tf.pad(x, [[0, 0], [(self.size - 1) * self.rate, 0], [0, 0]])
        both = self.conv1d(x)
        gate, info = tf.split(both, 2, axis=-1)
        info = self.act(info) if self.act is not None else info
        gate = tf.sigmoid(gate)
        out = gate * info + (1.0 - gate) * shortcut
        return self.dropout(out, training=training)


class Project(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, scope_name="project", *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, activation="relu", name=scope_name)
        self.layer_norm = LayerNorm(name=scope_name + "_norm")

    def call(self, x):
        y = self.dense(x)
        return self.layer_norm(y)


class LayerNorm(keras.layers.LayerNormalization):
    """Layer normalization of the last axis with TF1's epsilon."""

    tf1_order = ("beta", "gamma")

    def __init__(self, *, epsilon=1e-12, **kwargs):
        super().__init__(epsilon=epsilon, **kwargs)


class Listen(keras.layers.Layer):
    """Its blocks count on, through loops and behind them."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, width, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.project = Project(width, scope_name="in_1")
        self.b_2 = Block(size=1, name="b_2")
        self.b_3 = Block(causal=True, act=tf.nn.tanh, name="b_3")
        i = 4
        self.block = []
        for _ in range(2):
            row = []
            for j in range(2):
                row.append(Block(rate=2**j, name="b_{}".format(i)))
                i += 1
            self.block.append(row)
        self.block_2 = []
        for _ in range(2):
            self.block_2.append(Block(causal=True, name="b_{}".format(i)))
            i += 1
        self.b_10 = Block(size=2, name="b_10")
        self.project_2 = Project(3, scope_name="out_12")

    def call(self, x, training=False):
        h = self.project(x)
        h = self.b_2(h, training=training)
        h = self.b_3(h, training=training)
        for block_row in self.block:
            for block in block_row:
                h = block(h, training=training)
        for block_2 in self.block_2:
            h = block_2(h, training=training)
        h = self.b_10(h, training=training)
        return self.project_2(h)


class ListenOn(keras.layers.Layer):
    """How far it has counted is not known from the text."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, deep, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.project = Project(4, scope_name="first_1")
        n = 2
        self.block = []
        for _ in range(deep):
            self.block.append(Block(name="more_%d" % n))
            n += 1
        self.project_2 = Project(3, scope_name="last_%d" % n)

    def call(self, x, training=False):
        h = self.project(x)
        for block in self.block:
            h = block(h, training=training)
        return self.project_2(h)


def changed_settings(x, units):
    """The dict is another one by the time that the layer is called."""
    params = {"units": units}
    params["activation"] = tf.nn.relu
    return compat_scope.layers.dense(x, name="changed", **params)


def overtaken_settings(x, units):
    """The number is another one by the time that the layer is called."""
    params = {"units": units}
    units = units + 1
    y = compat_scope.layers.dense(x, name="overtaken", **params)
    return compat_scope.layers.dense(y, units, name="overtaking")


class UnevenCount(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, wide, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.wide = wide
        n = 1
        self.project = Project(4, scope_name="start_%d" % n)
        if wide:
            n += 1
            self.project_2 = Project(5, scope_name="wide_%d" % n)
        n += 1
        self.project_3 = Project(3, scope_name="end_%d" % n)

    def call(self, x):
        h = self.project(x)
        if self.wide:
            h = self.project_2(h)
        return self.project_3(h)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.listen = Listen(4)
        self.listen_on = ListenOn(2)
        self.uneven_count = UnevenCount(True)

    def call(self, x):
        return self.uneven_count(
            self.listen_on(self.listen(x, training=False), training=False)
        )


def others(x):
    return overtaken_settings(changed_settings(x, 4), 3)
