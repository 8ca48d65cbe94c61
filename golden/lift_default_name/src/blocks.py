"""Layers that number themselves unless they are given a name."""
import tensorflow as tf


def layer_norm(x, filters=None, epsilon=1e-6, name=None):
  """Layer normalization."""
  if filters is None:
    filters = x.get_shape().as_list()[-1]
  with tf.variable_scope(name, default_name="layer_norm", values=[x]):
    scale = tf.get_variable("layer_norm_scale", [filters], initializer=tf.ones_initializer())
    bias = tf.get_variable("layer_norm_bias", [filters], initializer=tf.zeros_initializer())
    mean = tf.reduce_mean(x, axis=[-1], keepdims=True)
    variance = tf.reduce_mean(tf.square(x - mean), axis=[-1], keepdims=True)
    norm_x = (x - mean) * tf.rsqrt(variance + epsilon)
    return norm_x * scale + bias


def dense(x, units, name=None):
  with tf.variable_scope(name, "dense_layer", [x]):
    kernel = tf.get_variable("kernel", [x.shape[1].value, units])
    return tf.matmul(x, kernel)


def gate(x):
  with tf.variable_scope(None, default_name="gate"):
    return x * tf.sigmoid(dense(x, x.shape[1].value))


def sublayer(x, units, name=None):
  with tf.variable_scope(name, default_name="sublayer", values=[x]):
    h = dense(x, units)         # dense_layer
    h = tf.nn.relu(dense(h, units))  # dense_layer_1
    h = dense(h, x.shape[-1].value, name="output")
    return layer_norm(x + h)


def forward(x):
  x = sublayer(x, 4)
  x = sublayer(x, 3)
  x = gate(x)
  x = sublayer(x, 2, name="last")
  x = gate(x)
  return layer_norm(x)
