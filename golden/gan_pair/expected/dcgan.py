from __future__ import division
import math

import tensorflow as tf
from migrate import compat_scope

from ops import *

tf.compat.v1.disable_v2_behavior()


def conv_out_size_same(size, stride):
  return int(math.ceil(float(size) / float(stride)))


class DCGAN(object):
  def __init__(self, sess, batch_size=4, height=8, width=8, z_dim=6, gf_dim=4, df_dim=4):
    self.sess = sess
    self.batch_size = batch_size
    self.height = height
    self.width = width
    self.z_dim = z_dim
    self.gf_dim = gf_dim
    self.df_dim = df_dim

    # batch normalization : deals with poor initialization helps gradient flow
    self.d_bn1 = batch_norm(name='d_bn1')
    self.g_bn0 = batch_norm(name='g_bn0')
    self.g_bn1 = batch_norm(name='g_bn1')
    self.build_model()

  def build_model(self):
    self.inputs = tf.compat.v1.placeholder(tf.float32, [self.batch_size, self.height, self.width, 1], name='real_images')
    self.z = tf.compat.v1.placeholder(tf.float32, [None, self.z_dim], name='z')
    self.z_sum = tf.compat.v1.summary.histogram("z", self.z)

    self.G = self.generator(self.z)
    self.D, self.D_logits = self.discriminator(self.inputs, reuse=False)
    self.sampler_ = self.sampler(self.z)
    self.D_, self.D_logits_ = self.discriminator(self.G, reuse=True)

    def sigmoid_cross_entropy_with_logits(x, y):
      return tf.nn.sigmoid_cross_entropy_with_logits(logits=x, labels=y)

    self.d_loss_real = tf.reduce_mean(
      sigmoid_cross_entropy_with_logits(self.D_logits, tf.ones_like(self.D)))
    self.d_loss_fake = tf.reduce_mean(
      sigmoid_cross_entropy_with_logits(self.D_logits_, tf.zeros_like(self.D_)))
    self.g_loss = tf.reduce_mean(
      sigmoid_cross_entropy_with_logits(self.D_logits_, tf.ones_like(self.D_)))
    self.d_loss = self.d_loss_real + self.d_loss_fake
    self.g_loss_sum = tf.compat.v1.summary.scalar("g_loss", self.g_loss)

    t_vars = compat_scope.trainable_variables()
    self.d_vars = [var for var in t_vars if 'd_' in var.name]
    self.g_vars = [var for var in t_vars if 'g_' in var.name]
    self.d_optim = tf.compat.v1.train.AdamOptimizer(0.002, beta1=0.5).minimize(self.d_loss, var_list=self.d_vars)
    self.g_optim = tf.compat.v1.train.AdamOptimizer(0.002, beta1=0.5).minimize(self.g_loss, var_list=self.g_vars)
    self.saver = tf.compat.v1.train.Saver()

  def train(self, checkpoint, images, z, steps):
    try:
      compat_scope.global_variables_initializer().run()
    except:
      compat_scope.initialize_all_variables().run()
    self.saver.restore(self.sess, checkpoint)
    merged = tf.compat.v1.summary.merge([self.z_sum, self.g_loss_sum])
    history = []
    for step in xrange(steps):
      self.sess.run([self.d_optim], feed_dict={self.inputs: images, self.z: z})
      _, summary_str = self.sess.run([self.g_optim, merged], feed_dict={self.z: z})
      errD = self.d_loss.eval({self.inputs: images, self.z: z})
      errG = self.g_loss.eval({self.z: z})
      print("[%2d] d_loss: %.8f, g_loss: %.8f" % (step, errD.item(), errG.item()))
      history.append((errD, errG))
    return history

  def discriminator(self, image, reuse=False):
    with compat_scope.variable_scope("discriminator") as scope:
      if reuse:
        scope.reuse_variables()
      h0 = lrelu(conv2d(image, self.df_dim, name='d_h0_conv'))
      h1 = lrelu(self.d_bn1(conv2d(h0, self.df_dim * 2, name='d_h1_conv')))
      h2 = linear(tf.reshape(h1, [self.batch_size, -1]), 1, 'd_h2_lin')
      return tf.nn.sigmoid(h2), h2

  def generator(self, z):
    with compat_scope.variable_scope("generator") as scope:
      s_h, s_w = self.height, self.width
      s_h2, s_w2 = conv_out_size_same(s_h, 2), conv_out_size_same(s_w, 2)
      self.z_, self.h0_w, self.h0_b = linear(z, self.gf_dim * s_h2 * s_w2, 'g_h0_lin', with_w=True)
      self.h0 = tf.reshape(self.z_, [-1, s_h2, s_w2, self.gf_dim])
      h0 = tf.nn.relu(self.g_bn0(self.h0))
      h1, self.h1_w, self.h1_b = deconv2d(h0, [self.batch_size, s_h, s_w, 1], name='g_h1', with_w=True)
      return tf.nn.tanh(h1)

  def sampler(self, z):
    with compat_scope.variable_scope("generator") as scope:
      scope.reuse_variables()
      s_h2, s_w2 = conv_out_size_same(self.height, 2), conv_out_size_same(self.width, 2)
      h0 = tf.reshape(linear(z, self.gf_dim * s_h2 * s_w2, 'g_h0_lin'), [-1, s_h2, s_w2, self.gf_dim])
      h0 = tf.nn.relu(self.g_bn0(h0, train=False))
      h1 = deconv2d(h0, [self.batch_size, self.height, self.width, 1], name='g_h1')
      return tf.nn.tanh(h1)


def build(steps):
  model = DCGAN(None)
  return {"samples": model.sampler_, "names": [v.name for v in model.d_vars],
          "feeds": [model.inputs.name, model.z.name]}


def train(checkpoint, real_images, z, steps):
  run_config = tf.compat.v1.ConfigProto()
  run_config.gpu_options.allow_growth = True
  with tf.compat.v1.Session(config=run_config) as sess:
    return DCGAN(sess).train(checkpoint, real_images, z, steps)
