import tensorflow as tf

from layers import Highway, Normalize, Positions, project


class Block(tf.keras.Model):
  """Attention over the positions, then a feed-forward part."""

  def __init__(self, size, depth, name=None):
    super(Block, self).__init__(name=name)
    self.size = size
    self.depth = depth

  def call(self, x):
    with tf.variable_scope(self._name):
      query = project(x, self.size, "query")
      key = project(x, self.size, "key")
      weights = tf.nn.softmax(tf.matmul(query, key, transpose_b=True))
      h = tf.matmul(weights, x)
      for i in range(self.depth):
        h = tf.tanh(project(h, x.shape[-1].value, "layer_%d" % i))
      return x + h


def encode(x, training=False):
  with tf.variable_scope("encoder"):
    x = Positions()(x)
    norm = Normalize(name="norm")
    x = norm(x)
    x = Block(3, depth=2, name="block")(x)
    x = Highway(6)(x, training=training)
    return norm(x)
