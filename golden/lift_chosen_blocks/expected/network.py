"""Residual networks that decide once which block they are made of."""

import tensorflow as tf
import keras
from migrate import compat_scope

from blocks import basic, Basic, block_of, Bottleneck, Conv, stack


class Network(keras.layers.Layer):
    # as TF1 made them
    tf1_order = (
        "stem",
        ("basic", "bottleneck"),
        "stage2_0",
        "stage2_0_2",
        "logits",
    )

    def __init__(self, depth, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.stem = Conv(8, name="stem")
        self.basic = []
        self.bottleneck = []
        for i in range(2):
            if depth < 50:
                self.basic.append(Basic(8, name="stage1_" + str(i)))
                self.bottleneck.append(None)
            else:
                self.bottleneck.append(Bottleneck(8, name="stage1_" + str(i)))
                self.basic.append(None)
        if depth < 50:
            self.stage2_0 = Basic(16, stride=2, name="stage2_0")
        else:
            self.stage2_0_2 = Bottleneck(16, stride=2, name="stage2_0")
        self.logits = keras.layers.Dense(classes, name="logits")

    def call(self, x):
        x = self.stem(x)
        for basic, bottleneck in zip(self.basic, self.bottleneck):
            if self.depth < 50:
                x = basic(x)
            else:
                x = bottleneck(x)

        # the second stage halves the image
        if self.depth < 50:
            x = self.stage2_0(x)
        else:
            x = self.stage2_0_2(x)
        x = tf.reduce_mean(tf.nn.relu(x), [1, 2])
        return self.logits(x)


class ResNet(object):
    """A network whose depth says which block it has."""

    def __init__(self, depth, classes):
        self.depth = depth
        self.classes = classes

    def network(self, x, reuse=False):
        return compat_scope.get_layer(
            Network,
            self.depth,
            self.classes,
            name='resnet_%d' % self.depth,
            reuse=reuse,
        )(x)


class Branch(keras.layers.Layer):
    """The same as a function, whose calls differ in what they give."""

    def __init__(self, deep=False, *, name="branch", **kwargs):
        super().__init__(name=name, **kwargs)
        self.deep = deep
        if deep:
            self.down = Bottleneck(4, 2, name="down")
        else:
            self.down_2 = Basic(4, 2, name="down")
        if deep:
            self.same = Bottleneck(4, name="same")
        else:
            self.same_2 = Basic(4, name="same")

    def call(self, x):
        if self.deep:
            x = self.down(x)
        else:
            x = self.down_2(x)
        if self.deep:
            return self.same(x)
        else:
            return self.same_2(x)


class Trunk(keras.layers.Layer):
    tf1_order = ("conv", "stack")  # as TF1 made them

    def __init__(self, widths, *, name="trunk", **kwargs):
        super().__init__(name=name, **kwargs)
        self.widths = widths
        self.conv = [Conv(width, name="conv_%d" % i) for i, width in enumerate(widths)]

    def call(self, x):
        for conv in self.conv:
            x = conv(x)
        with compat_scope.hosting(self, "stack"):
            return stack(x, basic, self.widths[-1])


class Block(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, channels, stride, scope, kind, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind
        if kind == "basic":
            self.basic = Basic(channels, stride=stride, name=scope)
        elif kind == "bottleneck":
            self.bottleneck = Bottleneck(channels, stride=stride, name=scope)

    def call(self, x):
        if self.kind == "basic":
            return self.basic(x)
        elif self.kind == "bottleneck":
            return self.bottleneck(x)
        raise ValueError("unknown block %s" % self.kind)


class Named(keras.layers.Layer):
    def __init__(self, kind="basic", *, name="named", **kwargs):
        super().__init__(name=name, **kwargs)
        self.block = Block(8, stride=2, scope="first", kind=kind)
        self.block_2 = Block(8, stride=1, scope="second", kind=kind)

    def call(self, x):
        x = self.block(x)
        return self.block_2(x)


def forward(images):
    shallow = ResNet(18, 3)
    deep = ResNet(50, 3)
    logits = shallow.network(images) + deep.network(images)
    again = shallow.network(2.0 * images, reuse=True)
    stem = compat_scope.get_layer(Conv, 8, name="stem")(images)
    return (
        logits,
        again,
        compat_scope.get_layer(Branch, name="branch")(stem),
        compat_scope.get_layer(Named, "bottleneck", name="named")(stem),
        compat_scope.get_layer(Trunk, [4, 8], name="trunk")(stem),
    )
