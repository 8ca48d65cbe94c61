"""Recurrent steps on `get_variable`, for graphs that are unrolled by hand."""
import tensorflow as tf
from migrate import compat_scope


def linear(args, output_size, bias, bias_start=0.0, scope=None):
  """sum_i(args[i] * W[i]), the W[i] being one variable."""
  if not isinstance(args, (list, tuple)):
    args = [args]
  total_arg_size = 0
  for arg in args:
    total_arg_size += arg.get_shape().as_list()[1]
  with compat_scope.variable_scope(scope or "linear"):
    matrix = compat_scope.get_variable("matrix", [total_arg_size, output_size])
    if len(args) == 1:
      res = tf.matmul(args[0], matrix)
    else:
      res = tf.matmul(tf.concat(args, 1), matrix)
    if not bias:
      return res
    return res + compat_scope.get_variable("bias", [output_size], initializer=tf.compat.v1.constant_initializer(bias_start))


def lstm_step(x, state, units, forget_bias=1.0, scope="lstm"):
  with compat_scope.variable_scope(scope):
    c, h = state
    i, j, f, o = tf.split(linear([x, h], 4 * units, bias=True), 4, axis=1)
    c = tf.sigmoid(f + forget_bias) * c + tf.sigmoid(i) * tf.tanh(j)
    h = tf.sigmoid(o) * tf.tanh(c)
    return h, (c, h)


def zero_state(batch, units):
  return tf.zeros([batch, units]), tf.zeros([batch, units])
