import random

import tensorflow as tf
import keras
from migrate import compat_scope


class Fine(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.matmul(x, self.w)


def halving(x):
  """Halves the width until two are left."""
  with compat_scope.variable_scope('halving'):
    i = 0
    while tf.compat.dimension_value(x.shape[-1]) > 2:
      w = compat_scope.get_variable('w%d' % i, [tf.compat.dimension_value(x.shape[-1]), tf.compat.dimension_value(x.shape[-1]) // 2])
      x = tf.matmul(x, w)
      i += 1
    return x


def retry(x):
  """The old way to share."""
  with compat_scope.variable_scope('retry') as scope:
    try:
      w = compat_scope.get_variable('w', [2, 2])
    except ValueError:
      scope.reuse_variables()
      w = compat_scope.get_variable('w', [2, 2])
    return tf.matmul(x, w)


def branched(x, flag):
  def one():
    return x * compat_scope.get_variable('one', [2])

  def other():
    return x + compat_scope.get_variable('other', [2])

  with compat_scope.variable_scope('branched'):
    return compat_scope.cond(flag, one, other)


def until_small(x, limit):
  with compat_scope.variable_scope('until_small'):
    for i in range(10):
      x = tf.matmul(x, compat_scope.get_variable('w%d' % i, [2, 2]))
      if sum(len(v.name) for v in compat_scope.trainable_variables()) > limit:
        break
    return x


def drawn(x):
  generator = random.Random(3)
  with compat_scope.variable_scope('drawn'):
    for i in range(generator.randint(1, 3)):
      x = x * compat_scope.get_variable('g%d' % i, [2])
    return x


def forward(x):
  x = halving(x)
  x = retry(retry(x))
  x = branched(x, tf.reduce_sum(x) > 0.0)
  x = until_small(x, 120)
  x = drawn(x)
  return compat_scope.get_layer(Fine, 3, name='fine')(x)
