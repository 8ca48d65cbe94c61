from __future__ import print_function

import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

flags = tf.compat.v1.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_integer("steps", 100, "Training steps.")
flags.DEFINE_integer("hidden", 8, "Hidden units.")
flags.DEFINE_boolean("bias", True, "Add biases.")

HALF = FLAGS.steps / 2.0


def layer(x, size=FLAGS.hidden):
  with compat_scope.variable_scope("layer"):
    w = compat_scope.get_variable("w", [2, size], initializer=tf.compat.v1.ones_initializer())
    y = tf.matmul(x, w)
    if FLAGS.bias:
      y += compat_scope.get_variable("b", [size])
    return y


def main(_):
  y = layer(tf.constant([[1.0, 2.0]]))
  with tf.compat.v1.Session() as sess:
    sess.run(compat_scope.global_variables_initializer())
    print(HALF, sess.run(y).tolist(), [v.name for v in compat_scope.global_variables()])


if __name__ == "__main__":
  tf.compat.v1.app.run()
