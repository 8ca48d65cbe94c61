import numpy as np
import tensorflow as tf
from tensorflow.contrib import layers as contrib_layers


he = lambda: contrib_layers.variance_scaling_initializer(factor=2.0, mode="FAN_IN", uniform=False)


def fan_in(shape, dtype=None, partition_info=None):
  """Uniform in the bounds of a layer's inputs."""
  bound = 1.0 / np.sqrt(shape[0])
  return tf.random_uniform(shape, -bound, bound)


def ortho(scale=1.0):
  def init(shape, dtype, partition_info=None):
    a = np.random.normal(0.0, 1.0, shape)
    u, _, v = np.linalg.svd(a, full_matrices=False)
    q = u if u.shape == tuple(shape) else v
    return (scale * q).astype(np.float32)
  return init


def classes(x):
  with tf.variable_scope("classes"):
    a = tf.get_variable("a", [4, 4], initializer=tf.random_normal_initializer(0.0, 0.02))
    b = tf.get_variable("b", [4], initializer=tf.constant_initializer(0.1))
    c = tf.get_variable("c", [4, 4], initializer=tf.truncated_normal_initializer(stddev=0.1, seed=3))
    d = tf.get_variable("d", [4, 4], initializer=tf.random_uniform_initializer(-0.1, 0.1))
    e = tf.get_variable("e", [4, 4], initializer=contrib_layers.xavier_initializer())
    f = tf.get_variable("f", [4, 4], initializer=tf.variance_scaling_initializer(scale=2.0, mode="fan_out"))
    g = tf.get_variable("g", [4], initializer=tf.ones_initializer)
    h = tf.get_variable("h", [4, 4], initializer=tf.orthogonal_initializer(gain=0.5))
    i = tf.get_variable("i", [4, 4], initializer=tf.initializers.identity())
    j = tf.get_variable("j", [4, 4], initializer=tf.keras.initializers.he_normal())
    for w in (a, c, d, e, f, h, i, j):
      x = tf.matmul(x, w)
    return g * x + b


def values(x):
  with tf.variable_scope("values"):
    # No shape: the initializer gives it.
    table = tf.get_variable("table", initializer=tf.constant([[1.0, 2.0, 3.0, 4.0]]))
    grid = tf.get_variable("grid", initializer=np.linspace(-1, 1, 4).astype(np.float32))
    step = tf.get_variable("step", initializer=0.5)
    drawn = tf.get_variable("drawn", initializer=tf.random_normal([4], stddev=0.1))
    return x * table + step * grid + drawn


def given(x, units, initializer=None, bias_value=0.0, scope="given"):
  with tf.variable_scope(scope):
    w = tf.get_variable("w", [x.shape[1].value, units], initializer=initializer)
    b = tf.get_variable("b", [units], initializer=tf.constant_initializer(bias_value))
    return tf.matmul(x, w) + b


def from_scope(x):
  with tf.variable_scope("from_scope", initializer=tf.random_uniform_initializer(-0.3, 0.3)):
    w = tf.get_variable("w", [4, 4])
    with tf.variable_scope("inner"):
      v = tf.get_variable("v", [4, 2])
      b = tf.get_variable("b", [2], initializer=tf.zeros_initializer())
    return tf.matmul(tf.matmul(x, w), v) + b


def chosen(x, units, activation=None, zeros=False, scope="chosen"):
  with tf.variable_scope(scope):
    w = tf.get_variable("w", [x.shape[1].value, units], initializer=he() if activation is not None else ortho(0.5))
    x = tf.matmul(x, w)
    x = tf.layers.dense(x, units, kernel_initializer=tf.zeros_initializer() if zeros else tf.random_normal_initializer(stddev=0.2), name="fc")
    return x if activation is None else activation(x)


def forward(x):
  x = classes(x)
  x = values(x)
  x = given(x, 4)
  x = given(x, 4, tf.zeros_initializer(), scope="zeros")
  x = given(x, 4, initializer=fan_in, bias_value=0.5, scope="fan_in")
  x = given(x, 4, initializer=ortho(np.sqrt(2)), scope="ortho")
  x = chosen(x, 4, tf.nn.relu)
  x = chosen(x, 4, zeros=True, scope="chosen_zeros")
  return from_scope(x)
