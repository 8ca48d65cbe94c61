from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import argparse
import collections

import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

parser = argparse.ArgumentParser()
parser.add_argument("--ngf", type=int, default=4, help="number of generator filters in first conv layer")
parser.add_argument("--ndf", type=int, default=4, help="number of discriminator filters in first conv layer")
parser.add_argument("--separable_conv", action="store_true", help="use separable convolutions in the generator")
parser.add_argument("--lr", type=float, default=0.01, help="initial learning rate for adam")
parser.add_argument("--beta1", type=float, default=0.5, help="momentum term of adam")
parser.add_argument("--l1_weight", type=float, default=100.0)
parser.add_argument("--gan_weight", type=float, default=1.0)
a = parser.parse_args([])

EPS = 1e-12

Model = collections.namedtuple(
    "Model",
    "outputs, predict_real, predict_fake, discrim_loss, discrim_grads_and_vars, gen_loss_GAN, gen_loss_L1, "
    "gen_grads_and_vars, train")


def lrelu(x, a):
    with compat_scope.name_scope("lrelu"):
        x = tf.identity(x)
        return (0.5 * (1 + a)) * x + (0.5 * (1 - a)) * tf.abs(x)


def batchnorm(inputs):
    return compat_scope.layers.batch_normalization(
        inputs, axis=3, epsilon=1e-5, momentum=0.1, training=True,
        gamma_initializer=tf.compat.v1.random_normal_initializer(1.0, 0.02))


def discrim_conv(batch_input, out_channels, stride):
    padded_input = tf.pad(batch_input, [[0, 0], [1, 1], [1, 1], [0, 0]], mode="CONSTANT")
    return compat_scope.layers.conv2d(padded_input, out_channels, kernel_size=4, strides=(stride, stride), padding="valid",
                            kernel_initializer=tf.compat.v1.random_normal_initializer(0, 0.02))


def gen_conv(batch_input, out_channels):
    initializer = tf.compat.v1.random_normal_initializer(0, 0.02)
    if a.separable_conv:
        return compat_scope.layers.separable_conv2d(batch_input, out_channels, kernel_size=4, strides=(2, 2),
                                          padding="same", depthwise_initializer=initializer,
                                          pointwise_initializer=initializer)
    else:
        return compat_scope.layers.conv2d(batch_input, out_channels, kernel_size=4, strides=(2, 2), padding="same",
                                kernel_initializer=initializer)


def gen_deconv(batch_input, out_channels):
    initializer = tf.compat.v1.random_normal_initializer(0, 0.02)
    return compat_scope.layers.conv2d_transpose(batch_input, out_channels, kernel_size=4, strides=(2, 2), padding="same",
                                      kernel_initializer=initializer)


def create_generator(generator_inputs, generator_outputs_channels):
    layers = []

    # encoder_1: [batch, 8, 8, in_channels] => [batch, 4, 4, ngf]
    with compat_scope.variable_scope("encoder_1"):
        output = gen_conv(generator_inputs, a.ngf)
        layers.append(output)

    layer_specs = [
        a.ngf * 2,  # encoder_2: [batch, 4, 4, ngf] => [batch, 2, 2, ngf * 2]
    ]
    for out_channels in layer_specs:
        with compat_scope.variable_scope("encoder_%d" % (len(layers) + 1)):
            rectified = lrelu(layers[-1], 0.2)
            convolved = gen_conv(rectified, out_channels)
            layers.append(batchnorm(convolved))

    layer_specs = [
        (a.ngf, 0.0),
    ]
    num_encoder_layers = len(layers)
    for decoder_layer, (out_channels, dropout) in enumerate(layer_specs):
        skip_layer = num_encoder_layers - decoder_layer - 1
        with compat_scope.variable_scope("decoder_%d" % (skip_layer + 1)):
            if decoder_layer == 0:
                # the first decoder layer has no skip connection
                input = layers[-1]
            else:
                input = tf.concat([layers[-1], layers[skip_layer]], axis=3)
            output = batchnorm(gen_deconv(tf.nn.relu(input), out_channels))
            if dropout > 0.0:
                output = compat_scope.nn.dropout(output, keep_prob=1 - dropout)
            layers.append(output)

    # decoder_1: => [batch, 8, 8, generator_outputs_channels]
    with compat_scope.variable_scope("decoder_1"):
        input = tf.concat([layers[-1], layers[0]], axis=3)
        output = tf.tanh(gen_deconv(tf.nn.relu(input), generator_outputs_channels))
        layers.append(output)
    return layers[-1]


def create_model(inputs, targets):
    def create_discriminator(discrim_inputs, discrim_targets):
        n_layers = 2
        layers = []
        input = tf.concat([discrim_inputs, discrim_targets], axis=3)
        with compat_scope.variable_scope("layer_1"):
            layers.append(lrelu(discrim_conv(input, a.ndf, stride=2), 0.2))
        for i in range(n_layers - 1):
            with compat_scope.variable_scope("layer_%d" % (len(layers) + 1)):
                out_channels = a.ndf * min(2**(i + 1), 8)
                normalized = batchnorm(discrim_conv(layers[-1], out_channels, stride=1))
                layers.append(lrelu(normalized, 0.2))
        with compat_scope.variable_scope("layer_%d" % (len(layers) + 1)):
            layers.append(tf.sigmoid(discrim_conv(layers[-1], out_channels=1, stride=1)))
        return layers[-1]

    with compat_scope.variable_scope("generator"):
        out_channels = int(targets.get_shape()[-1])
        outputs = create_generator(inputs, out_channels)

    # two copies of the discriminator, one for real pairs and one for fake pairs
    with compat_scope.name_scope("real_discriminator"):
        with compat_scope.variable_scope("discriminator"):
            predict_real = create_discriminator(inputs, targets)

    with compat_scope.name_scope("fake_discriminator"):
        with compat_scope.variable_scope("discriminator", reuse=True):
            predict_fake = create_discriminator(inputs, outputs)

    with compat_scope.name_scope("discriminator_loss"):
        discrim_loss = tf.reduce_mean(-(tf.math.log(predict_real + EPS) + tf.math.log(1 - predict_fake + EPS)))

    with compat_scope.name_scope("generator_loss"):
        gen_loss_GAN = tf.reduce_mean(-tf.math.log(predict_fake + EPS))
        gen_loss_L1 = tf.reduce_mean(tf.abs(targets - outputs))
        gen_loss = gen_loss_GAN * a.gan_weight + gen_loss_L1 * a.l1_weight

    with compat_scope.name_scope("discriminator_train"):
        discrim_tvars = [var for var in compat_scope.trainable_variables() if var.name.startswith("discriminator")]
        discrim_optim = tf.compat.v1.train.AdamOptimizer(a.lr, a.beta1)
        discrim_grads_and_vars = discrim_optim.compute_gradients(discrim_loss, var_list=discrim_tvars)
        discrim_train = discrim_optim.apply_gradients(discrim_grads_and_vars)

    with compat_scope.name_scope("generator_train"):
        with tf.control_dependencies([discrim_train]):
            gen_tvars = [var for var in compat_scope.trainable_variables() if var.name.startswith("generator")]
            gen_optim = tf.compat.v1.train.AdamOptimizer(a.lr, a.beta1)
            gen_grads_and_vars = gen_optim.compute_gradients(gen_loss, var_list=gen_tvars)
            gen_train = gen_optim.apply_gradients(gen_grads_and_vars)

    ema = compat_scope.train.ExponentialMovingAverage(decay=0.99)
    update_losses = ema.apply([discrim_loss, gen_loss_GAN, gen_loss_L1])
    global_step = compat_scope.train.get_or_create_global_step()
    incr_global_step = tf.compat.v1.assign(global_step, global_step + 1)

    return Model(
        predict_real=predict_real,
        predict_fake=predict_fake,
        discrim_loss=ema.average(discrim_loss),
        discrim_grads_and_vars=discrim_grads_and_vars,
        gen_loss_GAN=ema.average(gen_loss_GAN),
        gen_loss_L1=ema.average(gen_loss_L1),
        gen_grads_and_vars=gen_grads_and_vars,
        outputs=outputs,
        train=tf.group(update_losses, incr_global_step, gen_train))


def _placeholders():
    return (tf.compat.v1.placeholder(tf.float32, [1, 8, 8, 3], name="inputs"),
            tf.compat.v1.placeholder(tf.float32, [1, 8, 8, 3], name="targets"))


def build():
    model = create_model(*_placeholders())
    return model.outputs, model.predict_real, model.predict_fake


def train(checkpoint, inputs, targets):
    examples = _placeholders()
    model = create_model(*examples)
    with compat_scope.name_scope("parameter_count"):
        parameter_count = tf.reduce_sum([tf.reduce_prod(tf.shape(v)) for v in compat_scope.trainable_variables()])
    saver = tf.compat.v1.train.Saver(max_to_keep=1)
    losses = []
    with tf.compat.v1.Session() as sess:
        saver.restore(sess, checkpoint)
        for step in range(3):
            fetches = {"train": model.train, "global_step": compat_scope.train.get_global_step()}
            fetches["discrim_loss"] = model.discrim_loss
            sess.run(fetches, {examples[0]: inputs, examples[1]: targets})
            losses.append(sess.run([model.discrim_loss, model.gen_loss_GAN, model.gen_loss_L1]))
        return {"losses": losses, "count": sess.run(parameter_count), "step": sess.run(compat_scope.train.get_global_step())}
