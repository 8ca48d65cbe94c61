import tensorflow as tf

import cells
from cells import MemoryCell, MixingCell


def make_cell(units, residual):
  cell = MixingCell(units, activation=tf.nn.relu, name="mixing")
  if residual:
    cell = tf.contrib.rnn.ResidualWrapper(cell)
  return cell


def encoder(x, units, lengths):
  with tf.variable_scope("encoder"):
    cell = MixingCell(units)
    outputs, _ = tf.nn.dynamic_rnn(cell, x, sequence_length=lengths, dtype=tf.float32)
    memory = MemoryCell(units, forget_bias=0.5)
    outputs, state = tf.nn.dynamic_rnn(memory, outputs, dtype=tf.float32, scope="memory")
    return outputs, state.h


def stacked(x, units):
  layers = [make_cell(units, i > 0) for i in range(2)] + [cells.ScaledCell(units)]
  cell = tf.nn.rnn_cell.MultiRNNCell(layers)
  cell = tf.nn.rnn_cell.DropoutWrapper(cell, output_keep_prob=1.0)
  outputs, _ = tf.nn.static_rnn(cell, tf.unstack(x, axis=1), dtype=tf.float32)
  return tf.layers.dense(outputs[-1], 3, name="last")


def both_ways(x, units):
  forward = MemoryCell(units)
  backward = MemoryCell(units)
  outputs, _ = tf.nn.bidirectional_dynamic_rnn(forward, backward, x, dtype=tf.float32)
  return tf.concat(outputs, 2)


def once(x, units):
  """Reads with a cell that it makes itself: TensorFlow is not told the size of the state."""
  with tf.variable_scope("once"):
    cell = tf.contrib.rnn.MultiRNNCell([cells.ScaledCell(units)])
    state = cell.zero_state(tf.shape(x)[0], tf.float32)
    outputs, state = tf.nn.dynamic_rnn(cell, x, initial_state=state)
    return outputs[:, -1] + tf.reduce_sum(state[0])


def forward(x, lengths, units=5):
  outputs, state = encoder(x, units, lengths)
  last = stacked(outputs, units)
  with tf.variable_scope("both"):
    both = both_ways(outputs, 2)
  return {"state": state, "last": last, "both": both, "once": once(x, 3)}
