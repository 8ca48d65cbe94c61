import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope

import hyper


def decaying(name, shape, initializer=compat_scope.contrib.layers.xavier_initializer(), last=False):
  '''Makes a variable that decays; the last layer decays half as much.'''
  if last is True:
    regularizer = compat_scope.contrib.layers.l2_regularizer(scale=hyper.weight_decay)
  else:
    regularizer = compat_scope.contrib.layers.l2_regularizer(scale=hyper.weight_decay * 2)
  return compat_scope.get_variable(name, shape=shape, initializer=initializer, regularizer=regularizer)


def classifier(x, num_labels):
  input_dim = x.get_shape().as_list()[-1]
  fc_w = decaying(name='kernel', shape=[input_dim, num_labels], last=True,
                          initializer=tf.compat.v1.uniform_unit_scaling_initializer(factor=1.0))
  fc_b = decaying(name='offset', shape=[num_labels], initializer=tf.compat.v1.zeros_initializer())
  return tf.matmul(x, fc_w) + fc_b


class BatchNormalize(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, dimension, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dimension = dimension

    def build(self, x_shape):
        self.beta = self.add_weight(
            name="beta",
            shape=tf.TensorShape(self.dimension),
            initializer=keras.initializers.Constant(0.0),
        )
        self.gamma = self.add_weight(
            name="gamma",
            shape=tf.TensorShape(self.dimension),
            initializer=keras.initializers.Constant(1.0),
        )

    def call(self, x):
        mean, variance = tf.nn.moments(x, axes=[0, 1, 2])
        return tf.nn.batch_normalization(
            x, mean, variance, self.beta, self.gamma, hyper.bn_epsilon
        )


def conv_unit(x, shape, stride):
  depth = shape[-1]
  filters = decaying(name='conv', shape=shape)
  y = tf.nn.conv2d(x, filters, strides=[1, stride, stride, 1], padding='SAME')
  return tf.nn.relu(compat_scope.get_layer(BatchNormalize, depth)(y))


def pre_activated_conv(x, shape, stride):
  depth = x.get_shape().as_list()[-1]
  active = tf.nn.relu(compat_scope.get_layer(BatchNormalize, depth)(x))
  filters = decaying(name='conv', shape=shape)
  return tf.nn.conv2d(active, filters, strides=[1, stride, stride, 1], padding='SAME')


def residual(x, width_out, opening=False):
  '''Two convolutions and a shortcut; halves the image when the number of channels doubles.'''
  width_in = x.get_shape().as_list()[-1]
  if width_in * 2 == width_out:
    widen = True
    stride = 2
  elif width_in == width_out:
    widen = False
    stride = 1
  else:
    raise ValueError('cannot go from %d to %d channels' % (width_in, width_out))

  with compat_scope.variable_scope('first'):
    if opening:
      filters = decaying(name='conv', shape=[3, 3, width_in, width_out])
      conv1 = tf.nn.conv2d(x, filters=filters, strides=[1, 1, 1, 1], padding='SAME')
    else:
      conv1 = pre_activated_conv(x, [3, 3, width_in, width_out], stride)

  with compat_scope.variable_scope('second'):
    conv2 = pre_activated_conv(conv1, [3, 3, width_out, width_out], 1)

  # Channels that are new start from zero.
  if widen is True:
    smaller = tf.nn.avg_pool2d(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='VALID')
    shortcut = tf.pad(smaller, [[0, 0], [0, 0], [0, 0], [width_in // 2, width_in // 2]])
  else:
    shortcut = x
  return conv2 + shortcut


def logits_of(images, n, reuse):
  '''From pictures to one score per label.

  :param n: residual blocks in each stage
  :param reuse: False makes the variables, True shares those that an earlier call made
  '''
  layers = []
  with compat_scope.variable_scope('stem', reuse=reuse):
    conv0 = conv_unit(images, [3, 3, 3, hyper.widths[0]], 1)
    layers.append(conv0)

  for stage, width in enumerate(hyper.widths):
    for i in range(n):
      with compat_scope.variable_scope('stage%d_%d' % (stage + 1, i), reuse=reuse):
        if stage == 0 and i == 0:
          conv = residual(layers[-1], width, opening=True)
        else:
          conv = residual(layers[-1], width)
        layers.append(conv)

  with compat_scope.variable_scope('classifier', reuse=reuse):
    depth = layers[-1].get_shape().as_list()[-1]
    active = tf.nn.relu(compat_scope.get_layer(BatchNormalize, depth)(layers[-1]))
    global_pool = tf.reduce_mean(active, [1, 2])
    assert global_pool.get_shape().as_list()[-1:] == [hyper.widths[-1]]
    output = classifier(global_pool, hyper.num_labels)
    layers.append(output)
  return layers[-1]


def train_and_validate(images, held_out):
  logits = logits_of(images, hyper.blocks_per_stage, reuse=False)
  held_out_logits = logits_of(held_out, hyper.blocks_per_stage, reuse=True)
  return tf.nn.softmax(logits), held_out_logits
