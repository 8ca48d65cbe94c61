import tensorflow as tf

from layers import Dense, Norm


class Attention:
  """Single-head attention with a residual."""

  def __init__(self, size, name="attention"):
    self.size = size
    self.name = name
    self.query = Dense(size, use_bias=False, name="q")
    self.key = Dense(size, use_bias=False, name="k")
    self.value = Dense(size, name="v")

  @property
  def scale(self):
    return self.size ** -0.5

  def __call__(self, x, memory=None):
    with tf.variable_scope(self.name):
      memory = x if memory is None else memory
      q, k, v = self.query(x), self.key(memory), self.value(memory)
      logits = tf.matmul(q * self.scale, k, transpose_b=True)
      return tf.matmul(tf.nn.softmax(logits), v)


class Stack:
  def __init__(self, depth, size, name="stack"):
    self.name = name
    self.layers = [(Attention(size, "attention_%d" % i), Norm("norm_%d" % i)) for i in range(depth)]
    self.output = Dense(2, name="output")

  def __call__(self, x):
    with tf.variable_scope(self.name):
      for attention, norm in self.layers:
        x = x + attention(norm(x))
      return self.output(x)


def run(x):
  model = Stack(2, 4)
  return model(x)
