from absl import logging
import tensorflow as tf
from migrate import compat_scope


def encoder(x, units, scope="encoder"):
  """Projects `x` and normalizes nothing."""
  with compat_scope.variable_scope(scope):
    logging.info("encoder: %s", x.shape)
    w = compat_scope.get_variable("w", [2, units], initializer=tf.compat.v1.constant_initializer(0.3))
    if units > 64:
      logging.warning("a wide encoder: %d", units)
    return tf.matmul(x, w)
