import tensorflow as tf


def linear(x, units, use_bias=True, activation=None, scope='linear'):
  with tf.variable_scope(scope):
    w = tf.get_variable('w', [x.shape[-1].value, units])
    out = tf.matmul(x, w)
    if use_bias:
      out = tf.nn.bias_add(out, tf.get_variable('b', [units], initializer=tf.zeros_initializer()))
    if activation is None:
      return out
    return activation(out)


def normalize(x, kind):
  """One of several normalizations."""
  if kind == 'none':
    return x
  with tf.variable_scope('norm'):
    depth = x.shape[-1].value
    if kind == 'scale':
      gain = tf.get_variable('gain', [depth], initializer=tf.ones_initializer())
      return gain * x
    elif kind == 'layer':
      gain = tf.get_variable('gain', [depth], initializer=tf.ones_initializer())
      offset = tf.get_variable('offset', [depth], initializer=tf.zeros_initializer())
      mean, var = tf.nn.moments(x, [1], keep_dims=True)
      return gain * (x - mean) * tf.rsqrt(var + 1e-5) + offset
    else:
      raise ValueError('unknown normalization: %s' % kind)


def shortcut(x, units, project=None):
  in_dim = x.shape[-1].value
  # An identity where the widths agree.
  project = in_dim != units if project is None else project
  return linear(x, units, use_bias=False, scope='shortcut') if project else x


def block(x, units, norm='layer', scope='block'):
  assert norm in ('none', 'scale', 'layer')
  with tf.variable_scope(scope):
    h = normalize(x, norm)
    h = linear(h, units, activation=tf.nn.relu)
    return shortcut(x, units) + h


def gated(x, units, gate=True, scope='gated'):
  # The first layer of either arm is `dense`.
  with tf.variable_scope(scope):
    if gate:
      opened = tf.layers.dense(x, units, activation=tf.sigmoid)
      out = opened * tf.layers.dense(x, units)
    else:
      out = tf.layers.dense(x, units, use_bias=False)
    return out


def pointwise(x, units, linear=False, scope='pointwise'):
  with tf.variable_scope(scope):
    if linear:
      return tf.layers.dense(x, units, use_bias=False)
    return tf.layers.dense(x, units, activation=tf.nn.relu)


def feedforward(x, sizes):
  with tf.variable_scope('feedforward'):
    params = {'inputs': x, 'units': sizes[0], 'activation': tf.nn.relu}
    outputs = tf.layers.dense(**params)
    params = {'inputs': outputs, 'units': sizes[1], 'use_bias': False}
    outputs = tf.layers.dense(**params)
    return outputs + x


def forward(x):
  x = block(x, 4)
  x = block(x, 6, norm='scale', scope='wider')
  x = block(x, 6, 'none', scope='plain')
  x = gated(x, 5)
  x = gated(x, 4, gate=False, scope='ungated')
  x = pointwise(pointwise(x, 3, scope='mixed'), 4, linear=True)
  x = feedforward(x, [3, 4])
  return linear(x, 2, activation=tf.nn.softmax, scope='out')
