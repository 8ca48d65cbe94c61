"""Parts of a GAN whose names say which of its networks they belong to."""

import tensorflow as tf
import keras
from migrate import compat_scope

regularizer = compat_scope.contrib.layers.l2_regularizer(0.1)


class Conv(keras.layers.Layer):
    def __init__(self, channels, sn=False, *, name="conv_0", **kwargs):
        super().__init__(name=name, **kwargs)
        self.channels = channels
        self.sn = sn
        if not sn:
            if "generator" in name:
                self.conv2d = keras.layers.Conv2D(
                    channels,
                    kernel_size=3,
                    padding="same",
                    kernel_regularizer=regularizer,
                    name="conv2d",
                )
            else:
                self.conv2d = keras.layers.Conv2D(
                    channels, kernel_size=3, padding="same", name="conv2d"
                )

    def build(self, x_shape):
        if self.sn:
            if "generator" in self.name:
                self.kernel = self.add_weight(
                    name="kernel",
                    shape=[3, 3, x_shape[-1], self.channels],
                    initializer="glorot_uniform",
                    regularizer=regularizer,
                )
            else:
                self.kernel = self.add_weight(
                    name="kernel",
                    shape=[3, 3, x_shape[-1], self.channels],
                    initializer="glorot_uniform",
                )

    def call(self, x):
        if self.sn:
            # Only the generator is regularized.
            w = self.kernel.value
            x = tf.nn.conv2d(x, w / tf.norm(w), [1, 1, 1, 1], "SAME")
        else:
            x = self.conv2d(x)
        return x


class Scaled(keras.layers.Layer):
    """Scales where its name or kind ends as it should."""

    def __init__(self, kind, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind

    def build(self, x_shape):
        if self.kind.endswith("_scaled") or self.name.startswith("scaled"):
            self.scale = self.add_weight(
                name="scale", shape=[x_shape[-1]], initializer="ones"
            )

    def call(self, x):
        if self.kind.endswith("_scaled") or self.name.startswith("scaled"):
            x = x * self.scale
        else:
            x = x * 0.5
        return x


class Forward(keras.layers.Layer):
    def __init__(self, *, name="net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.generator_in = Conv(3, sn=True, name="generator_in")
        self.generator_mid = Conv(4, name="generator_mid")
        self.first = Scaled("all_scaled", name="first")
        self.second = Scaled("none", name="second")
        self.scaled_third = Scaled("none", name="scaled_third")
        self.discriminator_in = Conv(4, sn=True, name="discriminator_in")
        self.discriminator_out = Conv(2, name="discriminator_out")

    def call(self, x):
        x = self.generator_in(x)
        x = tf.nn.relu(self.generator_mid(x))
        x = self.first(x)
        x = self.second(x)
        x = self.scaled_third(x)
        x = self.discriminator_in(x)
        return self.discriminator_out(x)
