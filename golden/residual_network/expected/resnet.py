"""Residual networks, versions 1 and 2, in one class."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import tensorflow as tf
from migrate import compat_scope

_BATCH_NORM_DECAY = 0.997
_BATCH_NORM_EPSILON = 1e-5
DEFAULT_VERSION = 2


def batch_norm(inputs, training, data_format):
  """Performs a batch normalization using a standard set of parameters."""
  return compat_scope.layers.batch_normalization(
      inputs=inputs, axis=1 if data_format == 'channels_first' else 3,
      momentum=_BATCH_NORM_DECAY, epsilon=_BATCH_NORM_EPSILON, center=True,
      scale=True, training=training, fused=True)


def fixed_padding(inputs, kernel_size, data_format):
  pad_total = kernel_size - 1
  pad_beg = pad_total // 2
  pad_end = pad_total - pad_beg

  if data_format == 'channels_first':
    padded_inputs = tf.pad(inputs, [[0, 0], [0, 0], [pad_beg, pad_end], [pad_beg, pad_end]])
  else:
    padded_inputs = tf.pad(inputs, [[0, 0], [pad_beg, pad_end], [pad_beg, pad_end], [0, 0]])
  return padded_inputs


def conv2d_fixed_padding(inputs, filters, kernel_size, strides, data_format):
  # The padding depends on the kernel only, not on the size of the input.
  if strides > 1:
    inputs = fixed_padding(inputs, kernel_size, data_format)

  return compat_scope.layers.conv2d(
      inputs=inputs, filters=filters, kernel_size=kernel_size, strides=strides,
      padding=('SAME' if strides == 1 else 'VALID'), use_bias=False,
      kernel_initializer=tf.compat.v1.variance_scaling_initializer(),
      data_format=data_format)


def _building_block_v1(inputs, filters, training, projection_shortcut, strides, data_format):
  shortcut = inputs
  if projection_shortcut is not None:
    shortcut = projection_shortcut(inputs)
    shortcut = batch_norm(inputs=shortcut, training=training, data_format=data_format)

  inputs = conv2d_fixed_padding(inputs, filters, 3, strides, data_format)
  inputs = batch_norm(inputs, training, data_format)
  inputs = tf.nn.relu(inputs)
  inputs = conv2d_fixed_padding(inputs, filters, 3, 1, data_format)
  inputs = batch_norm(inputs, training, data_format)
  inputs += shortcut
  return tf.nn.relu(inputs)


def _building_block_v2(inputs, filters, training, projection_shortcut, strides, data_format):
  shortcut = inputs
  inputs = batch_norm(inputs, training, data_format)
  inputs = tf.nn.relu(inputs)

  # The shortcut comes after the first normalisation and activation.
  if projection_shortcut is not None:
    shortcut = projection_shortcut(inputs)

  inputs = conv2d_fixed_padding(inputs, filters, 3, strides, data_format)
  inputs = batch_norm(inputs, training, data_format)
  inputs = tf.nn.relu(inputs)
  inputs = conv2d_fixed_padding(inputs, filters, 3, 1, data_format)
  return inputs + shortcut


def block_layer(inputs, filters, block_fn, blocks, strides, training, name, data_format):
  """Creates one layer of blocks; only its first block changes the shape."""

  def projection_shortcut(inputs):
    return conv2d_fixed_padding(
        inputs=inputs, filters=filters, kernel_size=1, strides=strides, data_format=data_format)

  inputs = block_fn(inputs, filters, training, projection_shortcut, strides, data_format)
  for _ in range(1, blocks):
    inputs = block_fn(inputs, filters, training, None, 1, data_format)
  return tf.identity(inputs, name)


class Model(object):
  """Base class for building the model."""

  def __init__(self, num_classes, num_filters, kernel_size, conv_stride, first_pool_size, first_pool_stride,
               block_sizes, block_strides, resnet_version=DEFAULT_VERSION, data_format=None, dtype=tf.float32):
    self.resnet_version = resnet_version
    if not data_format:
      data_format = ('channels_first' if tf.test.is_built_with_cuda() and False else 'channels_last')
    if resnet_version not in (1, 2):
      raise ValueError('Resnet version should be 1 or 2. See README for citations.')
    self.block_fn = _building_block_v1 if resnet_version == 1 else _building_block_v2
    self.data_format = data_format
    self.num_classes = num_classes
    self.num_filters = num_filters
    self.kernel_size = kernel_size
    self.conv_stride = conv_stride
    self.first_pool_size = first_pool_size
    self.first_pool_stride = first_pool_stride
    self.block_sizes = block_sizes
    self.block_strides = block_strides
    self.dtype = dtype

  def _custom_dtype_getter(self, getter, name, shape=None, dtype=tf.float32, *args, **kwargs):
    return getter(name, shape, dtype, *args, **kwargs)

  def _model_variable_scope(self):
    return compat_scope.variable_scope('resnet_model', custom_getter=self._custom_dtype_getter)

  def __call__(self, inputs, training):
    """Adds the network; `training` decides how batch norm works."""
    with self._model_variable_scope():
      if self.data_format == 'channels_first':
        inputs = tf.transpose(inputs, [0, 3, 1, 2])

      inputs = conv2d_fixed_padding(
          inputs=inputs, filters=self.num_filters, kernel_size=self.kernel_size,
          strides=self.conv_stride, data_format=self.data_format)
      inputs = tf.identity(inputs, 'initial_conv')

      if self.resnet_version == 1:
        inputs = batch_norm(inputs, training, self.data_format)
        inputs = tf.nn.relu(inputs)

      if self.first_pool_size:
        inputs = compat_scope.layers.max_pooling2d(
            inputs=inputs, pool_size=self.first_pool_size,
            strides=self.first_pool_stride, padding='SAME', data_format=self.data_format)

      for i, num_blocks in enumerate(self.block_sizes):
        num_filters = self.num_filters * (2**i)
        inputs = block_layer(
            inputs=inputs, filters=num_filters, block_fn=self.block_fn, blocks=num_blocks,
            strides=self.block_strides[i], training=training,
            name='block_layer{}'.format(i + 1), data_format=self.data_format)

      if self.resnet_version == 2:
        inputs = batch_norm(inputs, training, self.data_format)
        inputs = tf.nn.relu(inputs)

      axes = [2, 3] if self.data_format == 'channels_first' else [1, 2]
      inputs = tf.reduce_mean(inputs, axes, keepdims=True)
      inputs = tf.squeeze(tf.identity(inputs, 'final_reduce_mean'), axes)
      inputs = compat_scope.layers.dense(inputs=inputs, units=self.num_classes)
      return tf.identity(inputs, 'final_dense')


def run(images):
  small = Model(3, 4, 3, 1, None, None, [2, 1], [1, 2], resnet_version=2)
  first = small(images, False)
  with compat_scope.variable_scope('other'):
    other = Model(2, 4, 3, 2, 2, 2, [1], [1], resnet_version=1)(images, training=False)
  return first, other
