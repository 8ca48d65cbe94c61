from __future__ import print_function

import numpy as np
from absl import app
from absl import flags
import tensorflow as tf
from migrate import compat_scope

import report
from model import forward
from options import FLAGS

tf.compat.v1.disable_v2_behavior()

flags.DEFINE_integer("steps", 100, "Training steps.")
flags.DEFINE_float("rate", 0.1, "Learning rate.")
report.define("name", "Name of the run.")


def main(_):
  x = tf.compat.v1.placeholder(tf.float32, [None, 2], name="x")
  loss = tf.reduce_mean(tf.square(forward(x)))
  step = tf.compat.v1.train.GradientDescentOptimizer(FLAGS.rate).minimize(loss)
  with tf.compat.v1.Session() as sess:
    sess.run(compat_scope.global_variables_initializer())
    for i in range(FLAGS.steps):
      value, _ = sess.run([loss, step], feed_dict={x: np.eye(2)})
      print("step %d: %.4f" % (i, value.item()))
  print(report.describe(FLAGS))
  print(FLAGS.is_parsed(), FLAGS["hidden"].value, flags.FLAGS.activation)


if __name__ == "__main__":
  flags.mark_flag_as_required("steps")
  FLAGS.set_default("name", "first")
  app.run(main)
