"""Functions whose scopes TF1 numbers, called more than once."""
import tensorflow as tf


def linear(x, units, scope=None):
  with tf.variable_scope(scope, default_name="linear"):
    w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.random_normal_initializer(stddev=0.4))
    return tf.matmul(x, w)


def block(x, units, scope=None):
  """Two layers without names in a scope of its own."""
  with tf.variable_scope(scope, "block"):
    x = tf.layers.dense(x, units, activation=tf.tanh)
    return tf.layers.dense(x, units)


def pair(x):
  x = linear(x, 4)
  return linear(x, 4)


def inside(x):
  with tf.variable_scope("inside"):
    return pair(x)


def explicit(x):
  """The first one has the name that TF1 would have given."""
  with tf.variable_scope("explicit"):
    x = linear(x, 4, scope="linear")
    x = linear(x, 4)
    return linear(x, 4)


def other_scopes(x):
  """Each scope counts for itself."""
  with tf.variable_scope("other"):
    with tf.variable_scope("a"):
      x = linear(x, 4)
    with tf.variable_scope("b"):
      x = linear(x, 4)
    return linear(x, 4)


def between(x):
  with tf.variable_scope("between"):
    x = block(x, 4)
    x = block(x, 4, scope="named")
    return block(x, 4)


def nested(x, depth, width):
  """Inner scopes count anew in each turn of the loop around them."""
  with tf.variable_scope("nested"):
    for i in range(depth):
      with tf.variable_scope("part_%d" % i):
        for j in range(width):
          x = tf.layers.dense(x, 4)
      x = tf.layers.dense(x, 4)
    return x


def stacked(x, depth):
  with tf.variable_scope("stacked"):
    for _ in range(depth):
      x = block(x, 4)
    return block(x, 4)


def one_line(x):
  with tf.variable_scope("one_line"):
    return linear(linear(x, 4), 4)


def either(x, wide):
  """How many there are before the last one is known; which of them is not."""
  with tf.variable_scope("either"):
    if wide:
      x = linear(x, 5)
    else:
      x = linear(x, 4)
    return linear(x, 2)


def maybe(x, extra):
  with tf.variable_scope("maybe"):
    if extra:
      x = block(x, 4)
    return block(x, 4)


def again(x):
  """The second pass gets the variables of the first."""
  with tf.variable_scope("again"):
    y = linear(linear(x, 4), 4)
  with tf.variable_scope("again", reuse=True):
    z = linear(x, 4)
    return y + linear(z, 4)


def taken(x):
  """An explicit name takes a number that TF1 then leaves out."""
  with tf.variable_scope("taken"):
    x = block(x, 4, scope="block_1")
    x = block(x, 4)
    return block(x, 4)


def everything(x):
  outputs = [inside(x), explicit(x), other_scopes(x), between(x), nested(x, 2, 2), stacked(x, 2)]
  outputs += [one_line(x), either(x, True), maybe(x, True), again(x), taken(x)]
  with tf.variable_scope("last"):
    return outputs + [pair(x)]
