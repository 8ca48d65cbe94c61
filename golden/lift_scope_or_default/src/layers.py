import tensorflow as tf


def linear(args, output_size, bias=True, bias_start=0.0, scope=None):
  """Linear map of one tensor or of several side by side."""
  with tf.variable_scope(scope or "linear"):
    total = args.get_shape()[1].value
    matrix = tf.get_variable("matrix", [total, output_size])
    result = tf.matmul(args, matrix)
    if not bias:
      return result
    term = tf.get_variable("bias", [output_size], initializer=tf.constant_initializer(bias_start))
  return result + term


def highway(x, size, scope=None):
  with tf.variable_scope(scope or "highway"):
    # The gates start almost closed.
    t = tf.sigmoid(linear(x, size, bias_start=-2.0, scope="transform"))
    g = tf.nn.relu(linear(x, size, scope="gate"))
    return t * g + (1.0 - t) * x


def pool(x, scope=None):
  if scope is None:
    scope = "pool"
  with tf.variable_scope(scope):
    query = tf.get_variable("query", [int(x.get_shape()[1]), 1])
    weights = tf.nn.softmax(tf.matmul(x, query), dim=0)
    return tf.reduce_sum(weights * x, axis=0)


def forward(x):
  h = linear(x, 4)
  h = highway(h, 4)
  h = highway(h, 4, scope="second_highway")
  h = linear(h, 2, bias=False, scope="projection")
  return pool(h)
