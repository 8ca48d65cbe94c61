"""Trains a small model and says how it goes."""
import numpy as np
import tensorflow as tf

import model
from progress import Progress

FLAGS = tf.app.flags.FLAGS

tf.app.flags.DEFINE_integer("steps", 3, "Training steps.")


def main(_):
  tf.logging.set_verbosity(tf.logging.INFO)
  x = tf.placeholder(tf.float32, [None, 2], name="x")
  loss = tf.reduce_mean(tf.square(model.encoder(x, 4)))
  step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
  progress = Progress(every=2)
  with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    tf.logging.info("%d variables", len(tf.global_variables()))
    for i in range(FLAGS.steps):
      value, _ = sess.run([loss, step], feed_dict={x: np.eye(2)})
      progress(i, value)
      print("step %d: %.4f" % (i, value))


if __name__ == "__main__":
  tf.app.run()
