import tensorflow as tf


def mlp(x, sizes=(5, 4)):
  # No names, no scope: the callers' counters decide.
  for size in sizes:
    x = tf.layers.dense(x, size, activation=tf.nn.relu)
  return tf.layers.dense(x, 2)


def tower(images):
  with tf.variable_scope('tower'):
    net = tf.layers.conv2d(images, 3, 3)
    net = tf.layers.batch_normalization(net, training=False)
    net = tf.nn.relu(net)
    net = tf.layers.conv2d(net, 2, 3)
    net = tf.layers.batch_normalization(net, training=False)
    net = tf.layers.flatten(net)
    return mlp(net)


def head(x):
  with tf.variable_scope('head'):
    a = tf.layers.dense(x, 3)
    with tf.variable_scope('inner'):
      b = tf.layers.dense(x, 3)
    c = tf.layers.dense(x, 3)
    return a + b * c


def net(x, y):
  a = tower(x)
  b = mlp(y, sizes=[4])
  c = tf.layers.dense(a + b, 2, use_bias=False)
  return head(c), tf.layers.dense(c, 1)
