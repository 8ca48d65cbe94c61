"""Recurrent cells of our own."""
import tensorflow as tf
from tensorflow.contrib.rnn import RNNCell


class MixingCell(tf.nn.rnn_cell.RNNCell):
  """Mixes the state with what comes in, as much as a gate lets through."""

  def __init__(self, num_units, activation=tf.tanh, reuse=None, name=None):
    super(MixingCell, self).__init__(_reuse=reuse, name=name)
    self._num_units = num_units
    self._activation = activation

  @property
  def state_size(self):
    return self._num_units

  @property
  def output_size(self):
    return self._num_units

  def call(self, inputs, state):
    """One step."""
    both = tf.concat([inputs, state], 1)

    # How much of the new state to take.
    with tf.variable_scope("gate"):
      gate = tf.sigmoid(tf.layers.dense(both, self._num_units, name="dense"))
    with tf.variable_scope("candidate"):
      w = tf.get_variable("w", [both.get_shape()[1].value, self._num_units])
      b = tf.get_variable("b", [self._num_units], initializer=tf.zeros_initializer())
      candidate = self._activation(tf.matmul(both, w) + b)
    state = gate * state + (1.0 - gate) * candidate
    return state, state


class MemoryCell(RNNCell):
  """A memory and an output, as those of an LSTM; opens its own scope."""

  def __init__(self, num_units, forget_bias=1.0):
    self._num_units = num_units
    self._forget_bias = forget_bias

  @property
  def state_size(self):
    return tf.contrib.rnn.LSTMStateTuple(self._num_units, self._num_units)

  @property
  def output_size(self):
    return self._num_units

  def __call__(self, inputs, state, scope=None):
    with tf.variable_scope(scope or type(self).__name__):
      c, h = state
      gates = _linear(tf.concat([inputs, h], 1), 3 * self._num_units, "gates")
      j, f, o = tf.split(gates, 3, 1)
      w = tf.get_variable("peephole", [self._num_units], initializer=tf.ones_initializer())
      new_c = c * tf.sigmoid(f + self._forget_bias) + tf.tanh(j)
      new_h = tf.tanh(new_c * w) * tf.sigmoid(o)
      return new_h, tf.contrib.rnn.LSTMStateTuple(new_c, new_h)


class ScaledCell(RNNCell):
  """Its state is twice as wide as its output."""

  def __init__(self, units):
    super(ScaledCell, self).__init__()
    self.units = units
    self.kernel = None

  @property
  def state_size(self):
    return 2 * self.units

  @property
  def output_size(self):
    return self.units

  def build(self, input_shape):
    width = input_shape[-1].value
    self.kernel = self.add_variable("kernel", [width + 2 * self.units, self.units])
    self.scale = self.add_variable("scale", shape=[self.units], initializer=tf.ones_initializer())
    self.built = True

  def call(self, inputs, state):
    new = tf.tanh(tf.matmul(tf.concat([inputs, state], axis=1), self.kernel))
    return new, tf.concat([new * self.scale, tf.split(state, 2, 1)[0]], 1)


def _linear(x, units, scope):
  with tf.variable_scope(scope):
    w = tf.get_variable("w", [x.shape[-1].value, units])
    b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
    return tf.matmul(x, w) + b
