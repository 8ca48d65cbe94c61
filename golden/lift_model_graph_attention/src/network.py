"""A network of attention heads; TF1 counts the layers of all of them in one scope."""
import tensorflow as tf

import attention


def several(nodes, heads, units, mask, residual):
  heads = [attention.attention_head(nodes, units, mask, tf.nn.elu, residual=residual) for _ in range(heads)]
  return tf.concat(heads, axis=-1)


def network(nodes, mask, units, heads, classes, residual=False):
  """The number of layers before a head depends on the widths of those before it."""
  hidden = several(nodes, heads[0], units[0], mask, False)
  for i in range(1, len(units)):
    outputs = []
    for _ in range(heads[i]):
      outputs.append(attention.attention_head(hidden, units[i], mask, activation=tf.nn.elu, residual=residual))
    hidden = tf.concat(outputs, axis=-1)
  outputs = []
  for _ in range(heads[-1]):
    outputs.append(attention.attention_head(hidden, classes, mask, activation=lambda x: x))
  return tf.add_n(outputs) / heads[-1]


def judged(nodes, mask):
  with tf.variable_scope('left'):
    scores = network(nodes, mask, [3, 3, 2], [2, 2, 1], 4, residual=True)
    score = attention.pooling_head(scores, 5, 1)
    score = score * attention.pooling_head(nodes, 4, 1)
  with tf.variable_scope('left', reuse=True):
    again = network(tf.nn.relu(nodes), mask, [3, 3, 2], [2, 2, 1], 4, residual=True)
  return scores + again, score, attention.pooling_head(again, 3, 2)
