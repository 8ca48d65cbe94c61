from __future__ import print_function

import tensorflow as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_integer("steps", 100, "Training steps.")
flags.DEFINE_integer("hidden", 8, "Hidden units.")
flags.DEFINE_boolean("bias", True, "Add biases.")

HALF = FLAGS.steps / 2.0


def layer(x, size=FLAGS.hidden):
  with tf.variable_scope("layer"):
    w = tf.get_variable("w", [2, size], initializer=tf.ones_initializer())
    y = tf.matmul(x, w)
    if FLAGS.bias:
      y += tf.get_variable("b", [size])
    return y


def main(_):
  y = layer(tf.constant([[1.0, 2.0]]))
  with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(HALF, sess.run(y).tolist(), [v.name for v in tf.global_variables()])


if __name__ == "__main__":
  tf.app.run()
