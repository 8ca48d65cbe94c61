"""Photographs from drawings: a network that paints them, and one that tells real pairs from painted ones."""
import collections

import tensorflow as tf

from layers import grow, judge_conv, leaky, normalize, shrink

EPSILON = 1e-12
L1_WEIGHT = 100.0

Results = collections.namedtuple("Results", "photographs, real, painted, discriminator_loss, generator_loss")


def generator(drawings, out_channels, filters=4, separable=False):
    """Paints a photograph.

    Args:
      drawings: [batch, 16, 16, channels].
      filters: how many the first layer has.
      separable: whether convolutions of the encoder are cut in two.

    Returns:
      [batch, 16, 16, out_channels], between -1 and 1.
    """
    layers = []

    # encoder_1: [batch, 16, 16, in] => [batch, 8, 8, filters]
    with tf.variable_scope("encoder_1"):
        layers.append(shrink(drawings, filters, separable))

    layer_specs = [
        filters * 2,  # encoder_2: => [batch, 4, 4, filters * 2]
        filters * 4,  # encoder_3: => [batch, 2, 2, filters * 4]
    ]
    for channels in layer_specs:
        with tf.variable_scope("encoder_%d" % (len(layers) + 1)):
            rectified = leaky(layers[-1], 0.2)
            # The normalized one goes to the decoder, too.
            convolved = shrink(rectified, channels, separable)
            layers.append(normalize(convolved))

    layer_specs = [
        (filters * 2, 0.0),  # decoder_3: => [batch, 4, 4, filters * 2]
        (filters, 0.0),  # decoder_2: => [batch, 8, 8, filters]
    ]
    num_encoder_layers = len(layers)
    for decoder_layer, (channels, dropout) in enumerate(layer_specs):
        skip_layer = num_encoder_layers - decoder_layer - 1
        with tf.variable_scope("decoder_%d" % (skip_layer + 1)):
            if decoder_layer == 0:
                # The first one has nothing to skip to.
                x = layers[-1]
            else:
                x = tf.concat([layers[-1], layers[skip_layer]], axis=3)
            output = normalize(grow(tf.nn.relu(x), channels))
            if dropout > 0.0:
                output = tf.nn.dropout(output, keep_prob=1 - dropout)
            layers.append(output)

    # decoder_1: [batch, 8, 8, filters * 2] => [batch, 16, 16, out_channels]
    with tf.variable_scope("decoder_1"):
        x = tf.concat([layers[-1], layers[0]], axis=3)
        return tf.tanh(grow(tf.nn.relu(x), out_channels))


def discriminator(drawings, photographs, filters=3, n_layers=2):
    """How real each patch of a pair looks."""
    layers = []

    # [batch, n, n, channels of both]
    pairs = tf.concat([drawings, photographs], axis=3)

    # layer_1: => [batch, 8, 8, filters]
    with tf.variable_scope("layer_1"):
        convolved = judge_conv(pairs, filters, stride=2)
        layers.append(leaky(convolved, 0.2))

    for i in range(n_layers):
        with tf.variable_scope("layer_%d" % (len(layers) + 1)):
            channels = filters * min(2 ** (i + 1), 8)
            stride = 1 if i == n_layers - 1 else 2  # the last one keeps the size
            convolved = judge_conv(layers[-1], channels, stride=stride)
            layers.append(leaky(normalize(convolved), 0.2))

    # the last one: => [batch, 2, 2, 1]
    with tf.variable_scope("layer_%d" % (len(layers) + 1)):
        return tf.sigmoid(judge_conv(layers[-1], 1, stride=1))


def build(drawings, photographs):
    """Both networks and what they lose."""
    with tf.variable_scope("generator"):
        out_channels = int(photographs.get_shape()[-1])
        painted = generator(drawings, out_channels)

    # Two copies of the discriminator: of real pairs, and of painted ones.
    with tf.name_scope("real_discriminator"):
        with tf.variable_scope("discriminator"):
            predict_real = discriminator(drawings, photographs)

    with tf.name_scope("painted_discriminator"):
        with tf.variable_scope("discriminator", reuse=True):
            predict_painted = discriminator(drawings, painted)

    with tf.name_scope("discriminator_loss"):
        # 1 for the real ones, 0 for the others.
        discriminator_loss = tf.reduce_mean(
            -(tf.log(predict_real + EPSILON) + tf.log(1 - predict_painted + EPSILON)))

    with tf.name_scope("generator_loss"):
        fooled = tf.reduce_mean(-tf.log(predict_painted + EPSILON))
        distance = tf.reduce_mean(tf.abs(photographs - painted))
        generator_loss = fooled + distance * L1_WEIGHT

    return Results(
        photographs=painted,
        real=predict_real,
        painted=predict_painted,
        discriminator_loss=discriminator_loss,
        generator_loss=generator_loss,
    )
