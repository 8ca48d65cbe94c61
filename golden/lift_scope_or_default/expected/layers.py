import tensorflow as tf
import keras
from migrate import compat_scope


def linear(args, output_size, bias=True, bias_start=0.0, scope=None):
  """Linear map of one tensor or of several side by side."""
  with compat_scope.variable_scope(scope or "linear"):
    total = tf.compat.dimension_value(args.get_shape()[1])
    matrix = compat_scope.get_variable("matrix", [total, output_size])
    result = tf.matmul(args, matrix)
    if not bias:
      return result
    term = compat_scope.get_variable("bias", [output_size], initializer=tf.compat.v1.constant_initializer(bias_start))
  return result + term


def highway(x, size, scope=None):
  with compat_scope.variable_scope(scope or "highway"):
    # The gates start almost closed.
    t = tf.sigmoid(linear(x, size, bias_start=-2.0, scope="transform"))
    g = tf.nn.relu(linear(x, size, scope="gate"))
    return t * g + (1.0 - t) * x


class Pool(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_separator = ">"  # for "/" in the names of weights

    def __init__(self, scope=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scope = scope

    def build(self, x_shape):
        scope = self.scope
        if scope is None:
            scope = "pool"
        self.query = self.add_weight(
            name=scope + ">query",
            shape=[int(x_shape[1]), 1],
            initializer="glorot_uniform",
        )

    def call(self, x):
        scope = self.scope
        if scope is None:
            scope = "pool"
        with keras.name_scope(scope):
            weights = tf.nn.softmax(tf.matmul(x, self.query), axis=0)
            return tf.reduce_sum(weights * x, axis=0)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pool = Pool()

    def call(self, x):
        with compat_scope.hosting(self):
            h = linear(x, 4)
            h = highway(h, 4)
            h = highway(h, 4, scope="second_highway")
            h = linear(h, 2, bias=False, scope="projection")
        return self.pool(h)
