"""A GAN in the style of a class that holds the session."""
from __future__ import division

import math

import tensorflow as tf
import keras
from migrate import compat_scope

from layers import BatchNorm, Conv, Full, Upconv

tf.compat.v1.disable_v2_behavior()


def half(size):
  return int(math.ceil(size / 2))


class Generator(keras.layers.Layer):
    """Images [batch, size, size, 1] in -1..1."""

    def __init__(
        self, size, depth, labels, batch_size, scale, *, name="generator", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.size = size
        self.depth = depth
        self.labels = labels
        self.scale = scale
        small = half(size)
        self.g_fc = Full(depth * small * small, with_weights=True, name="g_fc")
        self.g_norm0 = BatchNorm(name="g_norm0")
        if not labels:
            self.g_conv = Conv(depth, stride=1, name="g_conv")
            self.g_norm1 = BatchNorm(name="g_norm1")
        self.g_up = Upconv([batch_size, size, size, 1], name="g_up")

    def call(self, z):
        small = half(self.size)
        hidden, w0, b0 = self.g_fc(z)
        h = tf.reshape(hidden, [-1, small, small, self.depth])
        h = tf.nn.relu(self.g_norm0(h, training=True))
        if not self.labels:
            # one more step at the same size
            h = tf.nn.relu(self.g_norm1(self.g_conv(h), training=True))
        return tf.tanh(self.g_up(h)) * self.scale, {
            "hidden": hidden,
            "w0": w0,
            "b0": b0,
        }


class Sampler(keras.layers.Layer):
    """The generator as it is after training."""

    def __init__(
        self, size, depth, labels, batch_size, scale, *, name="generator", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.size = size
        self.depth = depth
        self.labels = labels
        self.scale = scale
        small = half(size)
        self.g_fc = Full(depth * small * small, name="g_fc")
        self.g_norm0 = BatchNorm(name="g_norm0")
        if not labels:
            self.g_conv = Conv(depth, stride=1, name="g_conv")
            self.g_norm1 = BatchNorm(name="g_norm1")
        self.g_up = Upconv([batch_size, size, size, 1], name="g_up")

    def call(self, z):
        small = half(self.size)
        h = tf.reshape(self.g_fc(z), [-1, small, small, self.depth])
        h = tf.nn.relu(self.g_norm0(h, training=False))
        if not self.labels:
            h = tf.nn.relu(self.g_norm1(self.g_conv(h), training=False))
        return tf.tanh(self.g_up(h)) * self.scale


class Discriminator(keras.layers.Layer):
    def __init__(self, depth, batch_size, *, name="discriminator", **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_size = batch_size
        self.d_conv0 = Conv(depth, name="d_conv0")
        self.d_conv1 = Conv(depth * 2, name="d_conv1")
        self.d_norm1 = BatchNorm(name="d_norm1")
        self.d_out = Full(1, name="d_out")

    def call(self, image):
        h = tf.nn.leaky_relu(self.d_conv0(image))
        h = tf.nn.leaky_relu(self.d_norm1(self.d_conv1(h), training=True))
        logits = self.d_out(tf.reshape(h, [self.batch_size, -1]))
        return tf.sigmoid(logits), logits


class ImageGan(object):
  """Generates images, of a label when there are labels."""

  model_name = "image_gan"

  def __init__(self, sess, batch_size=3, size=8, depth=4, noise=5, labels=None, scale=1.0):
    self.sess = sess
    self.batch_size = batch_size
    self.size = size
    self.depth = depth
    self.noise = noise
    self.labels = labels

    self.scale = scale
    self.build_model()

  def build_model(self):
    self.images = tf.compat.v1.placeholder(tf.float32, [self.batch_size, self.size, self.size, 1], name="images")
    self.z = tf.compat.v1.placeholder(tf.float32, [self.batch_size, self.noise], name="z")
    self.fake = self.generator(self.z)
    self.real_score, real_logits = self.discriminator(self.images, reuse=False)
    self.samples = self.sampler(self.z)
    self.fake_score, fake_logits = self.discriminator(self.fake, reuse=True)

    self.d_loss = tf.reduce_mean(tf.nn.softplus(-real_logits) + tf.nn.softplus(fake_logits))
    self.g_loss = tf.reduce_mean(tf.nn.softplus(-fake_logits)) + 0.01 * tf.reduce_sum(tf.square(self.w0))
    variables = compat_scope.trainable_variables()
    d_vars = [v for v in variables if v.name.startswith("discriminator")]
    g_vars = [v for v in variables if v.name.startswith("generator")]
    self.d_step = tf.compat.v1.train.AdamOptimizer(0.01, beta1=0.5).minimize(self.d_loss, var_list=d_vars)
    self.g_step = tf.compat.v1.train.AdamOptimizer(0.01, beta1=0.5).minimize(self.g_loss, var_list=g_vars)
    self.saver = tf.compat.v1.train.Saver()

  def generator(self, z):
    result, made = compat_scope.get_layer(
        Generator,
        self.size,
        self.depth,
        self.labels,
        self.batch_size,
        self.scale,
        name="generator",
    )(z)
    self.hidden = made["hidden"]
    self.w0 = made["w0"]
    self.b0 = made["b0"]
    return result

  def sampler(self, z):
    return compat_scope.get_layer(
        Sampler,
        self.size,
        self.depth,
        self.labels,
        self.batch_size,
        self.scale,
        name="generator",
        reuse=True,
    )(z)

  def discriminator(self, image, reuse=False):
    return compat_scope.get_layer(
        Discriminator, self.depth, self.batch_size, name="discriminator", reuse=reuse
    )(image)

  def train(self, images, z, steps):
    losses = []
    for _ in range(steps):
      _, d_loss = self.sess.run([self.d_step, self.d_loss], feed_dict={self.images: images, self.z: z})
      _, g_loss = self.sess.run([self.g_step, self.g_loss], feed_dict={self.z: z})
      losses.append((d_loss, g_loss))
    return losses


def build(steps):
  model = ImageGan(None)
  return {"samples": model.samples, "score": model.real_score, "w0": model.w0 + 0.0, "hidden": model.hidden}


def run(checkpoint, images, z, steps):
  with tf.compat.v1.Session() as sess:
    gan = ImageGan(sess)
    sess.run(compat_scope.global_variables_initializer())
    gan.saver.restore(sess, checkpoint)
    losses = gan.train(images, z, steps)
    return losses, sess.run(gan.samples, feed_dict={gan.z: z})
