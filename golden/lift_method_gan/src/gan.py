"""A GAN in the style of a class that holds the session."""
from __future__ import division

import math

import tensorflow as tf

from layers import BatchNorm, conv, full, upconv


def half(size):
  return int(math.ceil(size / 2))


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

    self.d_norm1 = BatchNorm(name="d_norm1")
    self.g_norm0 = BatchNorm(name="g_norm0")
    if not self.labels:
      self.g_norm1 = BatchNorm(name="g_norm1")

    self.scale = scale
    self.build_model()

  def build_model(self):
    self.images = tf.placeholder(tf.float32, [self.batch_size, self.size, self.size, 1], name="images")
    self.z = tf.placeholder(tf.float32, [self.batch_size, self.noise], name="z")
    self.fake = self.generator(self.z)
    self.real_score, real_logits = self.discriminator(self.images, reuse=False)
    self.samples = self.sampler(self.z)
    self.fake_score, fake_logits = self.discriminator(self.fake, reuse=True)

    self.d_loss = tf.reduce_mean(tf.nn.softplus(-real_logits) + tf.nn.softplus(fake_logits))
    self.g_loss = tf.reduce_mean(tf.nn.softplus(-fake_logits)) + 0.01 * tf.reduce_sum(tf.square(self.w0))
    variables = tf.trainable_variables()
    d_vars = [v for v in variables if v.name.startswith("discriminator")]
    g_vars = [v for v in variables if v.name.startswith("generator")]
    self.d_step = tf.train.AdamOptimizer(0.01, beta1=0.5).minimize(self.d_loss, var_list=d_vars)
    self.g_step = tf.train.AdamOptimizer(0.01, beta1=0.5).minimize(self.g_loss, var_list=g_vars)
    self.saver = tf.train.Saver()

  def generator(self, z):
    """Images [batch, size, size, 1] in -1..1."""
    with tf.variable_scope("generator") as scope:
      small = half(self.size)
      self.hidden, self.w0, self.b0 = full(z, self.depth * small * small, "g_fc", with_weights=True)
      h = tf.reshape(self.hidden, [-1, small, small, self.depth])
      h = tf.nn.relu(self.g_norm0(h))
      if not self.labels:
        # one more step at the same size
        h = tf.nn.relu(self.g_norm1(conv(h, self.depth, stride=1, name="g_conv")))
      return tf.tanh(upconv(h, [self.batch_size, self.size, self.size, 1], name="g_up")) * self.scale

  def sampler(self, z):
    """The generator as it is after training."""
    with tf.variable_scope("generator") as scope:
      scope.reuse_variables()
      small = half(self.size)
      h = tf.reshape(full(z, self.depth * small * small, "g_fc"), [-1, small, small, self.depth])
      h = tf.nn.relu(self.g_norm0(h, training=False))
      if not self.labels:
        h = tf.nn.relu(self.g_norm1(conv(h, self.depth, stride=1, name="g_conv"), training=False))
      return tf.tanh(upconv(h, [self.batch_size, self.size, self.size, 1], name="g_up")) * self.scale

  def discriminator(self, image, reuse=False):
    with tf.variable_scope("discriminator") as scope:
      if reuse:
        scope.reuse_variables()
      h = tf.nn.leaky_relu(conv(image, self.depth, name="d_conv0"))
      h = tf.nn.leaky_relu(self.d_norm1(conv(h, self.depth * 2, name="d_conv1")))
      logits = full(tf.reshape(h, [self.batch_size, -1]), 1, "d_out")
      return tf.sigmoid(logits), logits

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
  with tf.Session() as sess:
    gan = ImageGan(sess)
    sess.run(tf.global_variables_initializer())
    gan.saver.restore(sess, checkpoint)
    losses = gan.train(images, z, steps)
    return losses, sess.run(gan.samples, feed_dict={gan.z: z})
