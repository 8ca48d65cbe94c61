import tensorflow as tf
import keras
from migrate import compat_scope

from ops import Conv, Gated, pixelwise, WeightNormed


class Down(keras.layers.Layer):
    def __init__(self, filters, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.same = Conv(filters, act=tf.nn.relu, name="same")
        self.down = Conv(filters, stride=2, act=tf.nn.relu, name="down")

    def call(self, x, training):
        x = self.same(x, training=training)
        return self.down(x, training=training)


class EncoderLayer(keras.layers.Layer):
    def __init__(self, filters, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.in_ = Conv(filters, 5, act=tf.nn.relu, name="in")
        self.one = Down(filters=filters, name="one")
        self.two = Down(filters=filters, name="two")

    def call(self, x, training=False):
        x = self.in_(x, training=training)
        x = self.one(x, training=training)
        return self.two(x, training=training)


class Encoder(object):
    def __init__(self, name, filters):
        self.name = name
        self.filters = filters

    def down(self, x, name, training):
        return compat_scope.get_layer(Down, self.filters, name=name)(
            x, training=training
        )

    def __call__(self, x, training=False, reuse=False):
        return compat_scope.get_layer(
            EncoderLayer, self.filters, name=self.name, reuse=reuse
        )(x, training=training)


class Head(keras.layers.Layer):
    tf1_order = ("kept", "tanh", "plain", "pixelwise", "logits")  # as TF1 made them

    def __init__(self, classes, keep, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.kept = Gated(keep=keep, name="kept")
        self.tanh = Gated(keep=2.0, act=tf.tanh, name="tanh")
        self.plain = Gated(name="plain")
        self.logits = WeightNormed(classes, scale=0.5, bias=True, name="logits")

    def call(self, x):
        x = self.kept(x)
        x = self.tanh(x)
        # what is left to the layer
        x = self.plain(x)
        with compat_scope.hosting(self, "pixelwise"):
            x = pixelwise(x, 3)
        x = tf.reduce_mean(x, [1, 2])
        return self.logits(x)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.between = Gated(name="between")
        self.head = Head(5, 0.5)

    def call(self, images):
        with compat_scope.hosting(self):
            features = Encoder("encoder", 4)(images)
        features = self.between(features)
        return self.head(features)
