import tensorflow as tf

logging = tf.logging


def encoder(x, units, scope="encoder"):
  """Projects `x` and normalizes nothing."""
  with tf.variable_scope(scope):
    logging.info("encoder: %s", x.shape)
    w = tf.get_variable("w", [2, units], initializer=tf.constant_initializer(0.3))
    if units > 64:
      logging.warn("a wide encoder: %d", units)
    return tf.matmul(x, w)
