"""The networks, as objects that know whether they were built."""
import tensorflow as tf

import ops


class Translator:
  """Turns images of one season into those of another."""

  def __init__(self, name, is_training, filters=4, blocks=2, size=8):
    self.name = name
    self.reuse = False
    self.is_training = is_training  # a placeholder, or a bool
    self.filters = filters
    self.blocks = blocks
    # images are square
    self.size = size

  def __call__(self, input):
    """
    Args:
      input: [batch, size, size, 3]
    Returns:
      images of the same size
    """
    with tf.variable_scope(self.name):
      # encode
      h = ops.down(input, self.filters, reuse=self.reuse, name='d%d' % self.filters)
      if self.size > 4:
        for i in range(self.blocks):
          h = ops.residual(h, name='r{}'.format(i), reuse=self.reuse)
      h = tf.layers.batch_normalization(h, training=self.is_training, name='norm', reuse=self.reuse)

      # decode
      output = tf.layers.conv2d_transpose(h, 3, 3, strides=2, padding='same', activation=tf.nn.tanh,
                                          name='output', reuse=self.reuse)  # (?, size, size, 3)
    self.reuse = True
    self.variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)

    return output

  def sample(self, input):
    images = (self.__call__(input) + 1.0) * 127.5
    return tf.cast(tf.round(images), tf.int32)


class Critic(object):
  def __init__(self, name, widths=(4, 6)):
    self.widths = widths
    self.name = name
    self.reuse = False

  def __call__(self, input):
    with tf.variable_scope(self.name, reuse=self.reuse):
      h = input
      for i, width in enumerate(self.widths):
        h = ops.down(h, width, name='c%d' % i)
        h = tf.contrib.layers.batch_norm(h, scale=True, is_training=False, scope='n%d' % i)
      score = tf.layers.dense(tf.layers.flatten(h), 1)
    self.reuse = True
    self.vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
    return score
