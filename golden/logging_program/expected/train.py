"""Trains a small model and says how it goes."""
import numpy as np
from absl import app
from absl import flags
from absl import logging
import tensorflow as tf
from migrate import compat_scope

import model
from progress import Progress

tf.compat.v1.disable_v2_behavior()

FLAGS = flags.FLAGS

flags.DEFINE_integer("steps", 3, "Training steps.")


def main(_):
  logging.set_verbosity(logging.INFO)
  x = tf.compat.v1.placeholder(tf.float32, [None, 2], name="x")
  loss = tf.reduce_mean(tf.square(model.encoder(x, 4)))
  step = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(loss)
  progress = Progress(every=2)
  with tf.compat.v1.Session() as sess:
    sess.run(compat_scope.global_variables_initializer())
    logging.info("%d variables", len(compat_scope.global_variables()))
    for i in range(FLAGS.steps):
      value, _ = sess.run([loss, step], feed_dict={x: np.eye(2)})
      progress(i, value)
      print("step %d: %.4f" % (i, value.item()))


if __name__ == "__main__":
  app.run(main)
