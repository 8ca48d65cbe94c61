from __future__ import print_function

import numpy as np
import tensorflow as tf

import report
from model import forward
from options import FLAGS

flags = tf.app.flags

flags.DEFINE_integer("steps", 100, "Training steps.")
flags.DEFINE_float("rate", 0.1, "Learning rate.")
report.define("name", "Name of the run.")


def main(_):
  x = tf.placeholder(tf.float32, [None, 2], name="x")
  loss = tf.reduce_mean(tf.square(forward(x)))
  step = tf.train.GradientDescentOptimizer(FLAGS.rate).minimize(loss)
  with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(FLAGS.steps):
      value, _ = sess.run([loss, step], feed_dict={x: np.eye(2)})
      print("step %d: %.4f" % (i, value))
  print(report.describe(FLAGS))
  print(FLAGS.is_parsed(), FLAGS["hidden"].value, tf.flags.FLAGS.activation)


if __name__ == "__main__":
  flags.mark_flag_as_required("steps")
  FLAGS.set_default("name", "first")
  tf.app.run()
