"""Two image networks that remember whether they were built."""
import tensorflow as tf
from migrate import compat_scope

import ops


class Discriminator:
  def __init__(self, name, is_training, use_sigmoid=False):
    self.name = name
    self.is_training = is_training
    self.reuse = False
    self.use_sigmoid = use_sigmoid

  def __call__(self, input):
    """
    Args:
      input: batch_size x image_size x image_size x 3
    """
    with compat_scope.variable_scope(self.name):
      c1 = ops.block(input, 4, reuse=self.reuse, norm=None, name='C4', is_training=self.is_training)
      c2 = ops.block(c1, 8, reuse=self.reuse, norm='instance', name='C8', is_training=self.is_training)
      output = ops.last_conv(c2, reuse=self.reuse, use_sigmoid=self.use_sigmoid)
    self.reuse = True
    self.variables = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
    return output


class Generator:
  def __init__(self, name, is_training, width=4):
    self.name = name
    self.reuse = False
    self.width = width
    self.is_training = is_training

  def __call__(self, input):
    with compat_scope.variable_scope(self.name, reuse=self.reuse):
      h = ops.block(input, self.width, norm='instance', name='down', stride=1, is_training=self.is_training)
      for i in range(2):
        h = ops.residual(h, self.width, name='R%d_%d' % (self.width, i))
      output = ops.block(h, 3, norm=None, activation=tf.nn.tanh, name='up', stride=1,
                         is_training=self.is_training)
    self.reuse = True
    self.variables = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
    return output


def cycle(x, y):
  G = Generator('G', is_training=False)
  F = Generator('F', is_training=False)
  D_Y = Discriminator('D_Y', is_training=False)
  fake_y = G(x)
  fake_x = F(y)
  cycle_loss = tf.reduce_mean(tf.abs(F(fake_y) - x)) + tf.reduce_mean(tf.abs(G(fake_x) - y))
  real_score, fake_score = D_Y(y), D_Y(fake_y)
  return {
      'cycle': cycle_loss,
      'fake_x': fake_x,
      'scores': (real_score, fake_score),
      'counts': [len(m.variables) for m in (G, F, D_Y)],
  }
