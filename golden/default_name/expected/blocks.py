import tensorflow as tf
from migrate import compat_scope


def layer_norm(x, name=None, epsilon=1e-6):
  """Normalises over the last axis."""
  with compat_scope.variable_scope(name, default_name="layer_norm"):
    depth = x.get_shape()[-1]
    scale = compat_scope.get_variable("scale", [depth], initializer=tf.compat.v1.ones_initializer())
    shift = compat_scope.get_variable("shift", [depth], initializer=tf.compat.v1.zeros_initializer())
    mean = tf.reduce_mean(x, axis=[-1], keepdims=True)
    variance = tf.reduce_mean(tf.square(x - mean), axis=[-1], keepdims=True)
    return (x - mean) * tf.math.rsqrt(variance + epsilon) * scale + shift


def feed_forward(x, width, name=None):
  with compat_scope.variable_scope(name, "ffn", [x]):
    depth = x.get_shape().as_list()[-1]
    w1 = compat_scope.get_variable("w1", [1, depth, width])
    w2 = compat_scope.get_variable("w2", [1, width, depth])
    h = tf.nn.relu(tf.nn.conv1d(x, w1, 1, "SAME"))
    return tf.nn.conv1d(h, w2, 1, "SAME")


def tower(x):
  with compat_scope.variable_scope("tower"):
    x = x + feed_forward(layer_norm(x), 6)
    x = x + feed_forward(layer_norm(x), 6)
  with compat_scope.variable_scope("tower_2"):
    x = layer_norm(x)
    return layer_norm(x, name="final")
