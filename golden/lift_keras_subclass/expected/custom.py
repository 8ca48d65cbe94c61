import tensorflow as tf
from migrate import compat_scope


class Block(object):
  """A block: subclasses say what is between the two ends."""

  hidden = 3

  def __init__(self, name):
    self._name = name

  def __call__(self, x):
    with compat_scope.variable_scope(self._name, reuse=compat_scope.AUTO_REUSE):
      h = compat_scope.layers.dense(x, self.hidden, name='enter')
      h = self.middle(h)
      return x + compat_scope.layers.dense(h, tf.compat.dimension_value(x.shape[-1]), name='leave')

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
      with compat_scope.variable_scope('deep_%d' % i):
        w = compat_scope.get_variable('w', [self.hidden, self.hidden])
        h = tf.tanh(tf.matmul(h, w))
    return h


def forward(x):
  wide = Wide('wide')
  deep = Deep('deep', depth=2)
  x = wide(x)
  x = deep(x)
  return wide(x), deep(x)
