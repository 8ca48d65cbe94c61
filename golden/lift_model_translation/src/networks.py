import tensorflow as tf

import ops


class Translator:
  def __init__(self, name, width=4, blocks=2):
    self.name = name
    self.reuse = False
    self.width = width
    self.blocks = blocks

  def __call__(self, images):
    """Translates a batch of images."""
    with tf.variable_scope(self.name):
      # Down
      c7 = ops.conv_block(images, self.width, size=7, reuse=self.reuse, name='c7s1')
      d2 = ops.conv_block(c7, self.width * 2, stride=2, reuse=self.reuse, name='d2')
      # Through
      chain = ops.residual_chain(d2, reuse=self.reuse, n=self.blocks)
      # Up
      u1 = ops.upscale(chain, self.width, reuse=self.reuse, name='u1')
      output = ops.conv_block(u1, 3, size=7, norm=False, activation='tanh', reuse=self.reuse, name='output')
    self.reuse = True
    self.variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
    return output


class Judge:
  def __init__(self, name, squash=False):
    self.name = name
    self.squash = squash
    self.reuse = False

  def __call__(self, images):
    with tf.variable_scope(self.name):
      c1 = ops.conv_block(images, 4, size=4, stride=2, norm=False, activation='leaky', reuse=self.reuse, name='C1')
      c2 = ops.conv_block(c1, 6, size=4, stride=2, activation='leaky', reuse=self.reuse, name='C2')
      output = ops.patch_score(c2, reuse=self.reuse, squash=self.squash, name='score')
    self.reuse = True
    self.variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
    return output
