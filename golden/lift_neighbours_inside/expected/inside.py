"""Blocks whose normalization stays: it is called where its result is used."""
import tensorflow as tf
import keras
from migrate import compat_scope


def scaled(x, scope="scaled"):
    """Stays: nobody knows how long its loop is."""
    with compat_scope.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * compat_scope.get_variable("gamma_%d" % i, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
            i += 1
        return x


class Linear(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Block(keras.layers.Layer):
    """Normalizes before each of its layers."""

    tf1_order = ("scaled", "attn", "scaled_2", "mlp")  # as TF1 made them

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.attn = Linear(units, name="attn")
        self.mlp = Linear(units, name="mlp")

    def call(self, x):
        with compat_scope.hosting(self, "scaled"):
            scaled_out = scaled(x, "ln_1")
        x = x + self.attn(scaled_out)  # the first half
        with compat_scope.hosting(self, "scaled_2"):
            scaled_out_2 = scaled(x, "ln_2")
        x += self.mlp(tf.nn.relu(scaled_out_2))
        return x


class Normalized(keras.layers.Layer):
    """Normalizes what its layer makes."""

    tf1_order = ("in_", "scaled")  # as TF1 made them

    def __init__(self, *, name="normalized", **kwargs):
        super().__init__(name=name, **kwargs)
        self.in_ = Linear(4, name="in")

    def call(self, x):
        linear_out = self.in_(x)
        with compat_scope.hosting(self, "scaled"):
            return scaled(tf.nn.relu(linear_out))


class Summed(keras.layers.Layer):
    tf1_order = ("left", "scaled", "gate")  # as TF1 made them

    def __init__(self, *, name="summed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.left = Linear(4, name="left")
        self.gate = Linear(4, name="gate")

    def call(self, x):
        linear_out = self.left(x)
        with compat_scope.hosting(self, "scaled"):
            scaled_out = scaled(x, scope="right")
            scaled_out_2 = scaled(x)
        return linear_out + scaled_out * self.gate(scaled_out_2)


class Stack(keras.layers.Layer):
    tf1_order = (("scaled", "linear"),)  # as TF1 made them

    def __init__(self, depth, *, name="stack", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.linear = [Linear(4, name="linear_%d" % i) for i in range(depth)]

    def call(self, x):
        for i in range(self.depth):
            with compat_scope.hosting(self, "scaled"):
                scaled_out = scaled(x, "norm_%d" % i)
            x = self.linear[i](scaled_out)
        return x


class After(keras.layers.Layer):
    """Something else is called first."""

    def __init__(self, *, name="after", **kwargs):
        super().__init__(name=name, **kwargs)
        self.out = Linear(4, name="out")

    def call(self, x):
        relu_out = tf.nn.relu(x)
        with compat_scope.hosting(self):
            scaled_out = scaled(x)
        return relu_out + self.out(scaled_out)


class Gated(keras.layers.Layer):
    """What stays comes last, behind two calls and what is read of shapes."""

    tf1_order = ("gate", "scaled")  # as TF1 made them

    def __init__(self, units, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.gate = Linear(units, name="gate")

    def call(self, x):
        tanh_out = tf.tanh(tf.square(x))
        linear_out = self.gate(x)
        with compat_scope.hosting(self, "scaled"):
            return tanh_out * float(self.units) + tf.sigmoid(linear_out) * scaled(
                tf.nn.relu(x)
            )


def popped(x):
    """What comes first changes what stands beside it."""
    with compat_scope.variable_scope("popped"):
        scales = [1.0, 2.0, 3.0]
        return (
            scales[-1] * scales.pop()
            + compat_scope.get_layer(Linear, 4, name="out")(scaled(x)) * scales.pop()
        )


def chosen(x, wide=True):
    with compat_scope.variable_scope("chosen"):
        return compat_scope.get_layer(Linear, 4, name="out")(scaled(x)) if wide else x


class SynthesisBlock(keras.layers.Layer):
    tf1_order = ("up_fc", "epilogue_2", "conv_fc", "epilogue_3")  # as TF1 made them

    def __init__(self, *, epilogue, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.epilogue = epilogue
        self.up_fc = Linear(4, name="fc")
        self.conv_fc = Linear(4, name="fc")

    def call(self, x, index):
        with keras.name_scope("up"):
            linear_out = self.up_fc(x)
            with compat_scope.hosting(self, "epilogue_2"):
                x = self.epilogue(tf.abs(linear_out), index)
        with keras.name_scope("conv"):  # the same again
            linear_out_2 = self.conv_fc(x)
            with compat_scope.hosting(self, "epilogue_3"):
                x = self.epilogue(linear_out_2, index + 1)
        return x


def synthesis(x, depth, gain=0.5):
    """Its blocks end with what stays."""

    def epilogue(x, index):
        """Stays, in the scope that it is called in."""
        left = 1 + index % 2
        while left > 0:
            x = x * compat_scope.get_variable("scale_%d" % left, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
            left -= 1
        return gain * x + index

    with compat_scope.variable_scope("first"):
        x = epilogue(compat_scope.get_layer(Linear, 4, name="fc")(x), 0)

    def block(x, index):
        return compat_scope.get_layer(
            SynthesisBlock, epilogue=epilogue, name='block_%d' % index
        )(x, index=index)

    for index in range(1, depth):
        x = block(x, index)
    return x


class Forward(keras.layers.Layer):
    # as TF1 made them
    tf1_order = (
        "one",
        "two",
        "normalized",
        "summed",
        "stack",
        "after",
        "gated",
        "chosen",
        "synthesis",
    )

    def __init__(self, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.one = Block(4, name="one")
        self.two = Block(4, name="two")
        self.normalized = Normalized()
        self.summed = Summed()
        self.stack = Stack(2)
        self.after = After()
        self.gated = Gated(4)

    def call(self, x):
        y = self.one(x)
        y = self.two(y)
        y = self.normalized(y) + self.summed(y)
        y = self.stack(y)
        y += self.after(y) - self.gated(y)
        with compat_scope.hosting(self, "chosen"):
            y = chosen(y) + popped(y)
        with keras.name_scope("synthesis"):
            with compat_scope.hosting(self, "synthesis"):
                return synthesis(y, 3)
