import tensorflow as tf


class Block(object):
  """A block: subclasses say what is between the two ends."""

  hidden = 3

  def __init__(self, name):
    self._name = name

  def __call__(self, x):
    with tf.variable_scope(self._name, reuse=tf.AUTO_REUSE):
      h = tf.layers.dense(x, self.hidden, name='enter')
      h = self.middle(h)
      return x + tf.layers.dense(h, x.shape[-1].value, name='leave')

  def middle(self, h):
    raise NotImplementedError()


class Wide(Block):
  hidden = 5

  def middle(self, h):
    return tf.nn.relu(h)


class Deep(Block):
  def __init__(self, name, depth=2):
    super(Deep, self).__init__(name)
    self.depth = depth

  def middle(self, h):
    for i in range(self.depth):
      with tf.variable_scope('deep_%d' % i):
        w = tf.get_variable('w', [self.hidden, self.hidden])
        h = tf.tanh(tf.matmul(h, w))
    return h


def forward(x):
  wide = Wide('wide')
  deep = Deep('deep', depth=2)
  x = wide(x)
  x = deep(x)
  return wide(x), deep(x)
