import random

import tensorflow as tf


def fine(x, units, scope):
  with tf.variable_scope(scope):
    w = tf.get_variable('w', [x.shape[-1].value, units])
    return tf.matmul(x, w)


def halving(x):
  """Halves the width until two are left."""
  with tf.variable_scope('halving'):
    i = 0
    while x.shape[-1].value > 2:
      w = tf.get_variable('w%d' % i, [x.shape[-1].value, x.shape[-1].value // 2])
      x = tf.matmul(x, w)
      i += 1
    return x


def retry(x):
  """The old way to share."""
  with tf.variable_scope('retry') as scope:
    try:
      w = tf.get_variable('w', [2, 2])
    except ValueError:
      scope.reuse_variables()
      w = tf.get_variable('w', [2, 2])
    return tf.matmul(x, w)


def branched(x, flag):
  def one():
    return x * tf.get_variable('one', [2])

  def other():
    return x + tf.get_variable('other', [2])

  with tf.variable_scope('branched'):
    return tf.cond(flag, one, other)


def until_small(x, limit):
  with tf.variable_scope('until_small'):
    for i in range(10):
      x = tf.matmul(x, tf.get_variable('w%d' % i, [2, 2]))
      if sum(len(v.name) for v in tf.trainable_variables()) > limit:
        break
    return x


def drawn(x):
  generator = random.Random(3)
  with tf.variable_scope('drawn'):
    for i in range(generator.randint(1, 3)):
      x = x * tf.get_variable('g%d' % i, [2])
    return x


def forward(x):
  x = halving(x)
  x = retry(retry(x))
  x = branched(x, tf.reduce_sum(x) > 0.0)
  x = until_small(x, 120)
  x = drawn(x)
  return fine(x, 3, 'fine')
