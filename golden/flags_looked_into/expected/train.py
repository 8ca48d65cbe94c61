from __future__ import print_function

import tensorflow as tf

tf.compat.v1.disable_v2_behavior()

flags = tf.compat.v1.flags
FLAGS = flags.FLAGS
flags.DEFINE_integer("steps", 100, "Training steps.")
flags.DEFINE_integer("hidden", 8, "Hidden units.")
flags.DEFINE_boolean("bias", True, "Add biases.")


def main(argv):
  del argv
  mine = ["bias", "hidden", "steps"]
  print([(name, FLAGS.__flags[name].value) for name in mine])
  print([FLAGS.flag_values_dict()[name] for name in mine])
  with tf.compat.v1.Session() as sess:
    x = tf.compat.v1.placeholder(tf.float32, [])
    print(sess.run(x * FLAGS.steps, feed_dict={x: 2.0}))


if __name__ == "__main__":
  tf.compat.v1.app.run(main=main)
