import tensorflow as tf
from migrate import compat_scope

from layers import Dense, Norm


class Attention:
  """Single-head attention with a residual."""

  def __init__(self, size, name="attention"):
    self.size = size
    self.name = name
    self.query = compat_scope.new_layer(
        Dense, size, use_bias=False, name="q", reuse=compat_scope.AUTO_REUSE
    )
    self.key = compat_scope.new_layer(
        Dense, size, use_bias=False, name="k", reuse=compat_scope.AUTO_REUSE
    )
    self.value = compat_scope.new_layer(
        Dense, size, name="v", reuse=compat_scope.AUTO_REUSE
    )

  @property
  def scale(self):
    return self.size ** -0.5

  def __call__(self, x, memory=None):
    with compat_scope.variable_scope(self.name):
      memory = x if memory is None else memory
      q, k, v = self.query(x), self.key(memory), self.value(memory)
      logits = tf.matmul(q * self.scale, k, transpose_b=True)
      return tf.matmul(tf.nn.softmax(logits), v)


class Stack:
  def __init__(self, depth, size, name="stack"):
    self.name = name
    self.layers = [(Attention(size, "attention_%d" % i), Norm("norm_%d" % i)) for i in range(depth)]
    self.output = compat_scope.new_layer(
        Dense, 2, name="output", reuse=compat_scope.AUTO_REUSE
    )

  def __call__(self, x):
    with compat_scope.variable_scope(self.name):
      for attention, norm in self.layers:
        x = x + attention(norm(x))
      return self.output(x)


def run(x):
  model = Stack(2, 4)
  return model(x)
