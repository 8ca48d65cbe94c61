import tensorflow as tf


x = tf.constant(1)  # no newline after this