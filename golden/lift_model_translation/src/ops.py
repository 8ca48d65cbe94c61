import tensorflow as tf


def conv_block(images, filters, size=3, stride=1, norm=True, activation='relu', reuse=False, name='conv_block'):
  """Convolution, instance normalization, activation.

  Args:
    images: 4D tensor
    filters: integer, number of filters
    size: integer, side of the kernel
    stride: integer
    norm: bool, whether to normalize
    activation: 'relu', 'tanh' or 'leaky'
    reuse: boolean
    name: string, e.g. 'c7s1-32'
  Returns:
    4D tensor
  """
  with tf.variable_scope(name, reuse=reuse):
    weights = _weights("weights", shape=[size, size, images.get_shape()[3], filters])
    pad = size // 2
    if pad > 0 and stride == 1:
      images = tf.pad(images, [[0, 0], [pad, pad], [pad, pad], [0, 0]], 'REFLECT')
      conv = tf.nn.conv2d(images, weights, strides=[1, 1, 1, 1], padding='VALID')
    else:
      conv = tf.nn.conv2d(images, weights, strides=[1, stride, stride, 1], padding='SAME')
    out = _instance_norm(conv) if norm else conv
    if activation == 'relu':
      return tf.nn.relu(out)
    if activation == 'leaky':
      return _leaky_relu(out, 0.2)
    return tf.nn.tanh(out)


def residual_block(images, filters, reuse=False, name=None):
  with tf.variable_scope(name, reuse=reuse):
    with tf.variable_scope('first', reuse=reuse):
      weights = _weights("weights", shape=[3, 3, images.get_shape()[3], filters])
      conv = tf.nn.conv2d(images, weights, strides=[1, 1, 1, 1], padding='SAME')
      hidden = tf.nn.relu(_instance_norm(conv))
    with tf.variable_scope('second', reuse=reuse):
      weights = _weights("weights", shape=[3, 3, hidden.get_shape()[3], filters])
      conv = tf.nn.conv2d(hidden, weights, strides=[1, 1, 1, 1], padding='SAME')
      return images + _instance_norm(conv)


def residual_chain(images, reuse, n=2):
  depth = images.get_shape()[3]
  for i in range(1, n + 1):
    images = residual_block(images, depth, reuse, 'R{}_{}'.format(depth, i))
  return images


def upscale(images, filters, reuse=False, name=None, output_size=None):
  """Twice as high and wide, or as `output_size` says."""
  with tf.variable_scope(name, reuse=reuse):
    shape = images.get_shape().as_list()
    weights = _weights("weights", shape=[3, 3, filters, shape[3]])
    if not output_size:
      output_size = shape[1] * 2
    conv = tf.nn.conv2d_transpose(images, weights, output_shape=[shape[0], output_size, output_size, filters],
                                  strides=[1, 2, 2, 1], padding='SAME')
    return tf.nn.relu(_instance_norm(conv))


def patch_score(images, reuse=False, squash=False, name=None):
  with tf.variable_scope(name, reuse=reuse):
    weights = _weights("weights", shape=[3, 3, images.get_shape()[3], 1])
    biases = _biases("biases", [1])
    score = tf.nn.conv2d(images, weights, strides=[1, 1, 1, 1], padding='SAME') + biases
    if squash:
      score = tf.sigmoid(score)
    return score


### Helpers

def _weights(name, shape, mean=0.0, stddev=0.02):
  return tf.get_variable(name, shape,
                         initializer=tf.random_normal_initializer(mean=mean, stddev=stddev, dtype=tf.float32))


def _biases(name, shape, constant=0.0):
  return tf.get_variable(name, shape, initializer=tf.constant_initializer(constant))


def _leaky_relu(t, slope):
  return tf.maximum(slope * t, t)


def _instance_norm(t):
  """Normalizes each image and channel by itself."""
  with tf.variable_scope("instance_norm"):
    depth = t.get_shape()[3]
    scale = _weights("scale", [depth], mean=1.0)
    offset = _biases("offset", [depth])
    mean, variance = tf.nn.moments(t, axes=[1, 2], keep_dims=True)
    return scale * (t - mean) * tf.rsqrt(variance + 1e-5) + offset
