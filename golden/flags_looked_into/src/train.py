from __future__ import print_function

import tensorflow as tf

flags = tf.flags
FLAGS = flags.FLAGS
flags.DEFINE_integer("steps", 100, "Training steps.")
flags.DEFINE_integer("hidden", 8, "Hidden units.")
flags.DEFINE_boolean("bias", True, "Add biases.")


def main(argv):
  del argv
  mine = ["bias", "hidden", "steps"]
  print([(name, FLAGS.__flags[name].value) for name in mine])
  print([FLAGS.flag_values_dict()[name] for name in mine])
  with tf.Session() as sess:
    x = tf.placeholder(tf.float32, [])
    print(sess.run(x * FLAGS.steps, feed_dict={x: 2.0}))


if __name__ == "__main__":
  tf.app.run(main=main)
