"""A tiny residual network in slim."""

from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import tensorflow as tf
from migrate import compat_scope

slim = compat_scope.contrib.slim
trunc_normal = lambda stddev: tf.compat.v1.truncated_normal_initializer(0.0, stddev)


def tiny_arg_scope(weight_decay=0.0004, is_training=False):
  batch_norm_params = {
      'decay': 0.997,
      'epsilon': 1e-5,
      'scale': True,
      'is_training': is_training,
      'updates_collections': compat_scope.GraphKeys.UPDATE_OPS,
  }
  with slim.arg_scope(
      [slim.conv2d],
      weights_regularizer=slim.l2_regularizer(weight_decay),
      weights_initializer=slim.variance_scaling_initializer(),
      activation_fn=tf.nn.relu,
      normalizer_fn=slim.batch_norm,
      normalizer_params=batch_norm_params):
    with slim.arg_scope([slim.batch_norm], **batch_norm_params):
      with slim.arg_scope([slim.max_pool2d], padding='SAME') as sc:
        return sc


def bottleneck(inputs, depth, depth_bottleneck, stride, scope=None):
  with compat_scope.variable_scope(scope, 'bottleneck', [inputs]):
    depth_in = slim.utils.last_dimension(inputs.get_shape(), min_rank=4)
    if depth == depth_in:
      shortcut = inputs if stride == 1 else slim.max_pool2d(inputs, [1, 1], stride=stride, scope='shortcut')
    else:
      shortcut = slim.conv2d(inputs, depth, [1, 1], stride=stride, activation_fn=None, scope='shortcut')
    residual = slim.conv2d(inputs, depth_bottleneck, [1, 1], stride=1, scope='conv1')
    residual = slim.conv2d(residual, depth_bottleneck, 3, stride=stride, scope='conv2')
    residual = slim.conv2d(residual, depth, [1, 1], stride=1, activation_fn=None, normalizer_fn=None, scope='conv3')
    return tf.nn.relu(shortcut + residual)


def tiny_net(images, num_classes=5, scope='tiny'):
  end_points = {}
  with slim.arg_scope(tiny_arg_scope()):
    with compat_scope.variable_scope(scope, 'tiny', [images]):
      net = slim.conv2d(images, 4, [3, 3], stride=2, scope='conv0')
      net = slim.max_pool2d(net, [3, 3], stride=2, scope='pool0')
      net = slim.repeat(net, 2, slim.conv2d, 4, [3, 3], scope='conv1')
      end_points['conv1'] = net
      net = bottleneck(net, 8, 2, 1)
      net = bottleneck(net, 8, 2, 2)
      end_points['blocks'] = net
      net = tf.reduce_mean(net, [1, 2], name='pool5', keepdims=True)
      net = slim.flatten(net)
      net = slim.stack(net, slim.fully_connected, [6, 5], scope='fc')
      net = slim.dropout(net, 0.5, is_training=False, scope='dropout')
      logits = slim.fully_connected(net, num_classes, activation_fn=None, weights_initializer=trunc_normal(0.1))
      end_points['logits'] = logits
      end_points['predictions'] = slim.softmax(logits, scope='predictions')
  return logits, end_points
