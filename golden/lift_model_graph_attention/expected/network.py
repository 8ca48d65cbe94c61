"""A network of attention heads; TF1 counts the layers of all of them in one scope."""
import tensorflow as tf
from migrate import compat_scope

import attention


def several(nodes, heads, units, mask, residual):
  heads = [
      compat_scope.get_layer(attention.AttentionHead, units, residual=residual)(
          nodes, mask=mask, activation=tf.nn.elu
      )
      for _ in range(heads)
  ]
  return tf.concat(heads, axis=-1)


def network(nodes, mask, units, heads, classes, residual=False):
  """The number of layers before a head depends on the widths of those before it."""
  hidden = several(nodes, heads[0], units[0], mask, False)
  for i in range(1, len(units)):
    outputs = []
    for _ in range(heads[i]):
      outputs.append(
          compat_scope.get_layer(attention.AttentionHead, units[i], residual=residual)(
              hidden, mask=mask, activation=tf.nn.elu
          )
      )
    hidden = tf.concat(outputs, axis=-1)
  outputs = []
  for _ in range(heads[-1]):
    outputs.append(
        compat_scope.get_layer(attention.AttentionHead, classes)(
            hidden, mask=mask, activation=lambda x: x
        )
    )
  return tf.add_n(outputs) / heads[-1]


def judged(nodes, mask):
  with compat_scope.variable_scope('left'):
    scores = network(nodes, mask, [3, 3, 2], [2, 2, 1], 4, residual=True)
    score = compat_scope.get_layer(attention.PoolingHead, 5, 1)(scores)
    score = score * compat_scope.get_layer(attention.PoolingHead, 4, 1)(nodes)
  with compat_scope.variable_scope('left', reuse=True):
    again = network(tf.nn.relu(nodes), mask, [3, 3, 2], [2, 2, 1], 4, residual=True)
  return (
      scores + again,
      score,
      compat_scope.get_layer(attention.PoolingHead, 3, 2)(again),
  )
