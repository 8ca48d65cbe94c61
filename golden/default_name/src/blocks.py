import tensorflow as tf


def layer_norm(x, name=None, epsilon=1e-6):
  """Normalises over the last axis."""
  with tf.variable_scope(name, default_name="layer_norm"):
    depth = x.get_shape()[-1]
    scale = tf.get_variable("scale", [depth], initializer=tf.ones_initializer())
    shift = tf.get_variable("shift", [depth], initializer=tf.zeros_initializer())
    mean = tf.reduce_mean(x, axis=[-1], keep_dims=True)
    variance = tf.reduce_mean(tf.square(x - mean), axis=[-1], keep_dims=True)
    return (x - mean) * tf.rsqrt(variance + epsilon) * scale + shift


def feed_forward(x, width, name=None):
  with tf.variable_scope(name, "ffn", [x]):
    depth = x.get_shape().as_list()[-1]
    w1 = tf.get_variable("w1", [1, depth, width])
    w2 = tf.get_variable("w2", [1, width, depth])
    h = tf.nn.relu(tf.nn.conv1d(x, w1, 1, "SAME"))
    return tf.nn.conv1d(h, w2, 1, "SAME")


def tower(x):
  with tf.variable_scope("tower"):
    x = x + feed_forward(layer_norm(x), 6)
    x = x + feed_forward(layer_norm(x), 6)
  with tf.variable_scope("tower_2"):
    x = layer_norm(x)
    return layer_norm(x, name="final")
