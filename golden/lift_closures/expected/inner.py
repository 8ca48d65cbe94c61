import tensorflow as tf
import keras
from migrate import compat_scope


def network(x, units, depth, activation=tf.nn.relu):
  """`depth` layers of `units`."""
  size = units * 2

  def layer(h, i):
    with compat_scope.variable_scope('layer_%d' % i):
      w = compat_scope.get_variable('w', [tf.compat.dimension_value(h.shape[-1]), size])
      return activation(tf.tensordot(h, w, 1))

  with compat_scope.variable_scope('network'):
    for i in range(depth):
      x = layer(x, i)
    return x


class Project(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, size=None, *, width, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(size or width, use_bias=False, name=scope_name)

    def call(self, t):
        return self.dense(t)


def attend(x, n_head):
  width = tf.compat.dimension_value(x.shape[-1])

  def split_heads(t):
    batch, length, _ = t.shape.as_list()
    return tf.transpose(tf.reshape(t, [batch, length, n_head, width // n_head]), [0, 2, 1, 3])

  def project(t, name, size=None):
    return compat_scope.get_layer(Project, name, size, width=width)(t)

  with compat_scope.variable_scope('attend'):
    q, k, v = [split_heads(project(x, name)) for name in ('q', 'k', 'v')]
    w = tf.nn.softmax(tf.matmul(q, k, transpose_b=True))
    a = tf.transpose(tf.matmul(w, v), [0, 2, 1, 3])
    batch, length = a.shape.as_list()[:2]
    return x + project(tf.reshape(a, [batch, length, width]), 'out')


class Policy(object):
  def __init__(self, n_actions, hidden):
    self.n_actions = n_actions
    self.hidden = hidden

  def act(self, features):
    pooled = tf.reduce_mean(features, axis=1)

    def head(scope, units):
      with compat_scope.variable_scope(scope):
        h = compat_scope.layers.dense(pooled, self.hidden, tf.nn.tanh, name='hidden')
        return compat_scope.layers.dense(h, units, name='out')

    with compat_scope.variable_scope('policy'):
      return head('pi', self.n_actions), head('vf', 1)[:, 0]


def forward(x):
  x = network(x, 2, depth=2)
  x = attend(x, n_head=2)
  return Policy(3, hidden=5).act(x)
