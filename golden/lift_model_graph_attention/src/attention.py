"""Attention of the nodes of a graph over their neighbours."""
import tensorflow as tf


def attention_head(nodes, units, mask, activation, drop=0.0, residual=False):
  """What each node takes from its neighbours, which `mask` tells."""
  with tf.name_scope('head'):
    if drop > 0.0:
      nodes = tf.nn.dropout(nodes, 1.0 - drop)
    values = tf.layers.conv1d(nodes, units, 1, use_bias=False)

    # One layer over pairs of nodes is the sum of two over nodes.
    of_node = tf.layers.conv1d(values, 1, 1)
    of_neighbour = tf.layers.conv1d(values, 1, 1)
    scores = tf.nn.leaky_relu(of_node + tf.transpose(of_neighbour, [0, 2, 1]))
    weights = tf.nn.softmax(scores + mask)
    out = tf.contrib.layers.bias_add(tf.matmul(weights, values))

    if residual:
      if nodes.shape[-1] != out.shape[-1]:
        out = out + tf.layers.conv1d(nodes, out.shape[-1], 1)  # as wide as the output
      else:
        out = out + nodes
    return activation(out)


def pooling_head(nodes, units, out_units):
  """Scores the whole graph."""
  hidden = tf.layers.dense(nodes, units, activation=tf.tanh)
  gate = tf.layers.dense(hidden, nodes.shape[-1].value, activation=tf.sigmoid)
  return tf.layers.dense(tf.reduce_mean(gate * nodes, 1), out_units)
