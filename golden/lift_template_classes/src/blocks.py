import abc

import tensorflow as tf


class Block(object):
  """A block: subclasses say what is between the two ends."""

  hidden = 3

  def __init__(self, name, activation=tf.tanh):
    self._name = name
    self.activation = activation

  def __call__(self, x):
    with tf.variable_scope(self._name, reuse=tf.AUTO_REUSE):
      h = tf.layers.dense(x, self.hidden, name='enter')
      h = self.middle(h)
      return x + tf.layers.dense(h, x.shape[-1].value, name='leave')

  def middle(self, h):
    raise NotImplementedError()


class Wide(Block):
  """Nothing but an activation."""

  hidden = 5

  def middle(self, h):
    return self.activation(h)


class Deep(Block):
  """Layers of one width."""

  def __init__(self, name, depth=2):
    super(Deep, self).__init__(name)
    self.depth = depth

  def middle(self, inputs):
    h = inputs
    for i in range(self.depth):
      with tf.variable_scope('deep_%d' % i):
        # As wide as what comes in.
        w = tf.get_variable('w', [self.hidden, self.hidden])
        h = self.activation(tf.matmul(h, w))
    return h


class Deeper(Deep):
  """One more layer on top of those."""

  def __init__(self, name):
    super(Deeper, self).__init__(name, depth=1)

  def middle(self, h):
    h = super(Deeper, self).middle(h)
    with tf.variable_scope('top'):
      w = tf.get_variable('w', [self.hidden, self.hidden], initializer=tf.random_normal_initializer(stddev=0.1))
      return tf.matmul(h, w) + h


class Pooling(abc.ABC):
  """Scores rows, weighs them, and projects what comes of it."""

  def __init__(self, units, name='pooling'):
    self.units = units
    self.name = name

  def __call__(self, x):
    with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
      weights = self.weigh(x)
      pooled = tf.matmul(weights, x, transpose_a=True)
      return self.project(pooled, x.shape[-1].value)

  @abc.abstractmethod
  def weigh(self, x):
    """One weight for each row."""

  def project(self, pooled, width):
    with tf.variable_scope('project'):
      w = tf.get_variable('w', [width, self.units])
      b = tf.get_variable('b', [self.units], initializer=tf.zeros_initializer())
    return tf.matmul(pooled, w) + b


class Mean(Pooling):
  def weigh(self, x):
    rows = tf.cast(tf.shape(x)[0], tf.float32)
    return tf.ones_like(x[:, :1]) / rows


class Attend(Pooling):
  """Learns the weights."""

  def weigh(self, x):
    scores = tf.layers.dense(x, 1, use_bias=False, name='scores')
    return tf.nn.softmax(scores, axis=0)


def forward(x):
  wide = Wide('wide', activation=tf.nn.relu)
  deep = Deep('deep', depth=2)
  x = deep(wide(x))
  x = Deeper('deeper')(x)
  mean = Mean(3, name='mean')
  attend = Attend(3)
  return wide(x), mean(x) + attend(x)
