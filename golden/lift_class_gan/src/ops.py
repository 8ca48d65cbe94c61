import tensorflow as tf


def down(images, filters, name, reuse=False, slope=0.2):
  """Halves the height and the width."""
  with tf.variable_scope(name, reuse=reuse):
    kernel = tf.get_variable('kernel', [3, 3, images.get_shape()[3], filters],
                             initializer=tf.truncated_normal_initializer(stddev=0.02))
    offset = tf.get_variable('offset', [filters], initializer=tf.constant_initializer(0.0))
    convolved = tf.nn.conv2d(images, kernel, strides=[1, 2, 2, 1], padding='SAME') + offset
    return tf.maximum(convolved, slope * convolved)


def residual(images, name, reuse=False):
  with tf.variable_scope(name, reuse=reuse):
    depth = images.get_shape().as_list()[3]
    kernel = tf.get_variable('kernel', [3, 3, depth, depth],
                             initializer=tf.random_normal_initializer(stddev=0.02))
    return images + tf.nn.conv2d(images, kernel, strides=[1, 1, 1, 1], padding='SAME')
