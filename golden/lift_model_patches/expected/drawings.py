"""Photographs from drawings: a network that paints them, and one that tells real pairs from painted ones."""
import collections

import tensorflow as tf
import keras

from layers import Grow, JudgeConv, leaky, Normalize, Shrink

EPSILON = 1e-12
L1_WEIGHT = 100.0

Results = collections.namedtuple("Results", "photographs, real, painted, discriminator_loss, generator_loss")


class Generator(keras.layers.Layer):
    """Paints a photograph.

    Args:
      drawings: [batch, 16, 16, channels].
      filters: how many the first layer has.
      separable: whether convolutions of the encoder are cut in two.

    Returns:
      [batch, 16, 16, out_channels], between -1 and 1.
    """

    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = (
        "encoder_1_shrink",
        ("encoder_shrink", "encoder_normalize"),
        ("decoder_grow", "decoder_normalize"),
        "decoder_1_grow",
    )

    def __init__(
        self, out_channels, filters=4, separable=False, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.encoder_1_shrink = Shrink(filters, separable)

        layer_specs = [
            filters * 2,  # encoder_2: => [batch, 4, 4, filters * 2]
            filters * 4,  # encoder_3: => [batch, 2, 2, filters * 4]
        ]
        self.encoder_shrink = [Shrink(channels, separable) for channels in layer_specs]
        self.encoder_normalize = [Normalize() for _ in layer_specs]

        self.layer_specs = [
            (filters * 2, 0.0),  # decoder_3: => [batch, 4, 4, filters * 2]
            (filters, 0.0),  # decoder_2: => [batch, 8, 8, filters]
        ]
        self.decoder_grow = [Grow(channels) for channels, _ in self.layer_specs]
        self.decoder_normalize = [Normalize() for _ in self.layer_specs]
        self.decoder_1_grow = Grow(out_channels)

    def call(self, drawings):
        layers = []

        # encoder_1: [batch, 16, 16, in] => [batch, 8, 8, filters]
        with keras.name_scope("encoder_1"):
            layers.append(self.encoder_1_shrink(drawings))
        for encoder_shrink, encoder_normalize in zip(
            self.encoder_shrink, self.encoder_normalize
        ):
            with keras.name_scope("encoder_%d" % (len(layers) + 1)):
                rectified = leaky(layers[-1], 0.2)
                # The normalized one goes to the decoder, too.
                convolved = encoder_shrink(rectified)
                layers.append(encoder_normalize(convolved))

        num_encoder_layers = len(layers)
        for decoder_layer, (channels, dropout) in enumerate(self.layer_specs):
            skip_layer = num_encoder_layers - decoder_layer - 1
            with keras.name_scope("decoder_%d" % (skip_layer + 1)):
                if decoder_layer == 0:
                    # The first one has nothing to skip to.
                    x = layers[-1]
                else:
                    x = tf.concat([layers[-1], layers[skip_layer]], axis=3)
                output = self.decoder_normalize[decoder_layer](
                    self.decoder_grow[decoder_layer](tf.nn.relu(x))
                )
                if dropout > 0.0:
                    output = tf.nn.dropout(output, rate=dropout)
                layers.append(output)

        # decoder_1: [batch, 8, 8, filters * 2] => [batch, 16, 16, out_channels]
        with keras.name_scope("decoder_1"):
            x = tf.concat([layers[-1], layers[0]], axis=3)
            return tf.tanh(self.decoder_1_grow(tf.nn.relu(x)))


class Discriminator(keras.layers.Layer):
    """How real each patch of a pair looks."""

    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = ("judge_conv", ("judge_conv_2", "normalize"), "judge_conv_3")

    def __init__(self, filters=3, n_layers=2, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.judge_conv = JudgeConv(filters, stride=2)
        self.judge_conv_2 = []
        self.normalize = []
        for i in range(n_layers):
            channels = filters * min(2 ** (i + 1), 8)
            stride = 1 if i == n_layers - 1 else 2  # the last one keeps the size
            self.judge_conv_2.append(JudgeConv(channels, stride=stride))
            self.normalize.append(Normalize())
        self.judge_conv_3 = JudgeConv(1, stride=1)

    def call(self, drawings, photographs):
        layers = []

        # [batch, n, n, channels of both]
        pairs = tf.concat([drawings, photographs], axis=3)

        # layer_1: => [batch, 8, 8, filters]
        with keras.name_scope("layer_1"):
            convolved = self.judge_conv(pairs)
            layers.append(leaky(convolved, 0.2))

        for judge_conv_2, normalize in zip(self.judge_conv_2, self.normalize):
            with keras.name_scope("layer_%d" % (len(layers) + 1)):
                convolved = judge_conv_2(layers[-1])
                layers.append(leaky(normalize(convolved), 0.2))

        # the last one: => [batch, 2, 2, 1]
        with keras.name_scope("layer_%d" % (len(layers) + 1)):
            return tf.sigmoid(self.judge_conv_3(layers[-1]))


class Build(keras.layers.Layer):
    """Both networks and what they lose."""

    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("generator", "discriminator")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.discriminator = Discriminator()

    def build(self, drawings_shape, photographs_shape):
        out_channels = int(photographs_shape[-1])
        self.generator = Generator(out_channels)

    def call(self, drawings, photographs):
        with keras.name_scope("generator"):
            painted = self.generator(drawings)

        # Two copies of the discriminator: of real pairs, and of painted ones.
        with tf.name_scope("real_discriminator"):
            with keras.name_scope("discriminator"):
                predict_real = self.discriminator(drawings, photographs)

        with tf.name_scope("painted_discriminator"):
            with keras.name_scope("discriminator"):
                predict_painted = self.discriminator(drawings, painted)

        with tf.name_scope("discriminator_loss"):
            # 1 for the real ones, 0 for the others.
            discriminator_loss = tf.reduce_mean(
                -(
                    tf.math.log(predict_real + EPSILON)
                    + tf.math.log(1 - predict_painted + EPSILON)
                )
            )

        with tf.name_scope("generator_loss"):
            fooled = tf.reduce_mean(-tf.math.log(predict_painted + EPSILON))
            distance = tf.reduce_mean(tf.abs(photographs - painted))
            generator_loss = fooled + distance * L1_WEIGHT

        return Results(
            photographs=painted,
            real=predict_real,
            painted=predict_painted,
            discriminator_loss=discriminator_loss,
            generator_loss=generator_loss,
        )
