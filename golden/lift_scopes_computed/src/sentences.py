"""Convolutions of several widths over the words of a sentence, each in a scope that is called after its width."""
import tensorflow as tf


def text_cnn(words, vocab, size, widths, filters, classes):
  """Scores of sentences."""
  l2_loss = tf.constant(0.0)

  with tf.device('/cpu:0'), tf.name_scope('embedding'):
    table = tf.Variable(tf.random_uniform([vocab, size], -1.0, 1.0), name='W')
    embedded = tf.expand_dims(tf.nn.embedding_lookup(table, words), -1)

  # One convolution and pooling for each width
  pooled_outputs = []
  length = words.shape[1].value
  for i, width in enumerate(widths):
    with tf.name_scope('conv-maxpool-%s' % width):
      filter_shape = [width, size, 1, filters]
      W = tf.Variable(tf.truncated_normal(filter_shape, stddev=0.1), name='W')
      b = tf.Variable(tf.constant(0.1, shape=[filters]), name='b')
      conv = tf.nn.conv2d(embedded, W, strides=[1, 1, 1, 1], padding='VALID', name='conv')
      h = tf.nn.relu(tf.nn.bias_add(conv, b), name='relu')
      pooled = tf.nn.max_pool(h, ksize=[1, length - width + 1, 1, 1], strides=[1, 1, 1, 1], padding='VALID')
      pooled_outputs.append(pooled)

  total = filters * len(widths)
  flat = tf.reshape(tf.concat(pooled_outputs, 3), [-1, total])

  # Final scores
  with tf.name_scope('output'):
    W = tf.get_variable('W', shape=[total, classes], initializer=tf.contrib.layers.xavier_initializer())
    b = tf.Variable(tf.constant(0.1, shape=[classes]), name='b')
    l2_loss += tf.nn.l2_loss(W)
    l2_loss += tf.nn.l2_loss(b)
    scores = tf.nn.xw_plus_b(flat, W, b, name='scores')
  return scores, l2_loss


def highway(x, depth, scope='highway'):
  """Layers that are called after their number, each with a gate below it."""
  size = x.shape[-1].value
  with tf.variable_scope(scope):
    for i in range(depth):
      with tf.variable_scope('layer_{}'.format(i)):
        w = tf.get_variable('w', [size, size])
        with tf.variable_scope('gate'):
          g = tf.get_variable('w', [size, size])
          b = tf.get_variable('b', [size], initializer=tf.constant_initializer(-2.0))
        t = tf.sigmoid(tf.matmul(x, g) + b)
        x = t * tf.nn.tanh(tf.matmul(x, w)) + (1.0 - t) * x
    with tf.variable_scope('last'):
      out = tf.get_variable('w', [size, 2])
    return tf.matmul(x, out)


def mixture(x, kinds, scope):
  """Weights and layers of one scope, and a scope that is entered again."""
  with tf.variable_scope(scope):
    bias = tf.get_variable('bias', [2], initializer=tf.zeros_initializer())
    weights = tf.get_variable('weights', [x.shape[-1].value, 2])

  out = tf.matmul(x, weights) + bias
  for kind in kinds:
    with tf.variable_scope(scope + '_' + kind):
      gain = tf.get_variable('gain', [2], initializer=tf.ones_initializer())
      out = tf.layers.dense(out * gain, 2, tf.nn.tanh, name='dense')

  with tf.variable_scope(scope):
    return out * tf.get_variable('scale', [2], initializer=tf.ones_initializer())


def model(words):
  scores, l2_loss = text_cnn(words, 11, 4, [2, 3], 3, 5)
  deep = highway(scores, 2)
  left = mixture(deep, ['add', 'mul'], 'left')
  right = mixture(left, ('sub',), 'right')
  return scores, l2_loss, deep, right
