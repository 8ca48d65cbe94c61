import tensorflow as tf
from migrate import compat_scope

ACTIVATIONS = [tf.nn.relu, tf.tanh, None]


def _fc(x, n_out, activation=None):
  n_in = x.get_shape().as_list()[-1]
  w = compat_scope.get_variable("weights", (n_in, n_out))
  b = compat_scope.get_variable("biases", (n_out,), initializer=tf.compat.v1.zeros_initializer)
  y = tf.matmul(x, w) + b
  return activation(y) if activation else y


def percent(x, sizes):
  for i in range(len(sizes)):
    with compat_scope.variable_scope("fc%d" % (i + 1)):
      x = _fc(x, sizes[i], tf.nn.relu)
  return x


def formatted(x, sizes):
  with compat_scope.variable_scope("formatted"):
    for i, (size, activation) in enumerate(zip(sizes, ACTIVATIONS)):
      with compat_scope.variable_scope("layer_{}".format(i)):
        x = _fc(x, size, activation)
  return x


def f_strings(x, sizes, prefix="block"):
  outputs = []
  for i, size in enumerate(sizes, start=1):
    with compat_scope.variable_scope(f"{prefix}_{i}"):
      x = _fc(x, size)
    outputs.append(x)
  return outputs


def forward(x, sizes):
  a = percent(x, sizes)
  b = formatted(x, sizes)
  return a, b, f_strings(x, sizes)
