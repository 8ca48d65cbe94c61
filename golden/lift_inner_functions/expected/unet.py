"""A small U-shaped network whose blocks are functions inside the one that builds it."""
import tensorflow as tf
import keras


def filters(level, base):
    return min(base * 2 ** level, 6)


# Convolution, normalization, activation.
class Block(keras.layers.Layer):
    def __init__(self, level, norm, act, base, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.level = level
        self.norm = norm
        self.act = act
        self.base = base

    def build(self, x_shape):
        channels = filters(self.level, base=self.base)  # never many
        self.w = self.add_weight(
            name="w", shape=[3, 3, x_shape[-1], channels], initializer="glorot_uniform"
        )
        if self.norm:
            self.gain = self.add_weight(
                name="gain", shape=[channels], initializer="ones"
            )

    def call(self, x):
        x = tf.nn.conv2d(x, self.w, [1, 1, 1, 1], "SAME")
        if self.norm:
            x = x * self.gain
        return self.act(x)


class Twice(keras.layers.Layer):
    """Two blocks."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, level, prefix, norm, act, base, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.block = [
            Block(level, norm=norm, act=act, base=base, name="%s_%d" % (prefix, i))
            for i in range(2)
        ]

    def call(self, x):
        for block in self.block:
            x = block(x)
        return x


# The last map has no activation.
class Project(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, out_channels, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.project = keras.layers.Conv2D(out_channels, kernel_size=1, name="project")

    def call(self, x):
        return self.project(x)


class Unet(keras.layers.Layer):
    """Down `depth` times, and up again.

    Args:
      images: 4D tensor.
      base: channels of the first level.
      norm: whether to normalize.
    """

    def __init__(
        self, base=2, depth=2, norm=True, out_channels=1, *, name="unet", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        act = tf.nn.elu
        self.down_twice = [
            Twice(level, "block", norm=norm, act=act, base=base)
            for level in range(depth)
        ]
        self.twice = Twice(depth, "bottom", norm=norm, act=act, base=base)
        self.up_twice = [
            Twice(level, "block", norm=norm, act=act, base=base)
            for level in reversed(range(depth))
        ]
        self.project = Project(out_channels=out_channels)

    def call(self, images):
        skips = []
        x = images
        for level in range(self.depth):
            with keras.name_scope("down_%d" % level):
                x = self.down_twice[level](x)
                skips.append(x)
                x = tf.nn.avg_pool2d(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
        x = self.twice(x)
        for up_twice, level in zip(self.up_twice, reversed(range(self.depth))):
            height, width = skips[level].get_shape().as_list()[1:3]
            x = tf.compat.v1.image.resize_nearest_neighbor(x, (height, width))
            with keras.name_scope("up_%d" % level):
                x = up_twice(tf.concat([x, skips[level]], -1))

        return self.project(x)


class Head(keras.layers.Layer):
    def __init__(self, units, shared, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.shared = shared
        if not shared:
            self.own = keras.layers.Dense(3, activation="relu", name="own")
        self.out = keras.layers.Dense(units, name="out")

    def call(self, hidden):
        if self.shared:
            h = hidden
        else:
            h = self.own(hidden)
        return self.out(h)


class Heads(keras.layers.Layer):
    """One output per size; the last hidden layer may be shared."""

    def __init__(self, sizes, shared=False, *, name="heads", **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden = keras.layers.Dense(5, activation="tanh", name="hidden")
        self.head = [
            Head(size, shared=shared, name="head_%d" % i)
            for i, size in enumerate(sizes)
        ]
        self.offset = Head(1, shared=shared, name="offset")

    def call(self, x):
        hidden = self.hidden(x)

        outputs = []
        for head in self.head:
            outputs.append(head(hidden))
        return tf.concat(outputs, -1) + self.offset(hidden)


class Gate(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, activation="sigmoid", name=scope_name)

    def call(self, h, scale):
        return scale * self.dense(h)


class Gated(keras.layers.Layer):
    """The name means something else at each call."""

    def __init__(self, flip, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        self.flip = flip
        self.gate = Gate("a")
        self.gate_2 = Gate("b")
        if not flip:
            self.last = keras.layers.Dense(3, name="last")

    def call(self, x):
        scale = 2.0

        a = self.gate(x, scale=scale)
        scale = 0.5
        b = self.gate_2(x, scale=scale)
        if self.flip:
            return a - b
        else:
            return self.last(b) + a


class GatedAgain(keras.layers.Layer):
    def __init__(self, *, name="again", **kwargs):
        super().__init__(name=name, **kwargs)
        self.gated = Gated(flip=False)

    def call(self, x):
        return self.gated(x)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.unet = Unet()
        self.heads = Heads([2, 1])
        self.shared_heads = Heads(sizes=[1], shared=True)
        self.gated = Gated(True)
        self.gated_again = GatedAgain()

    def call(self, images):
        x = tf.reshape(self.unet(images), [-1, 16])
        y = self.heads(x)
        with keras.name_scope("shared"):
            z = self.shared_heads(x)
        return self.gated(y) + self.gated_again(z), y
