from absl import app
from absl import flags
from absl import logging
import tensorflow as tf

from options import FLAGS

flags.DEFINE_float("rate", 0.1, "Learning rate.")


class Model(tf.Module):
  def __init__(self):
    super().__init__()
    self.w = tf.Variable(tf.ones([2, FLAGS.hidden]))

  @tf.function
  def __call__(self, x):
    return tf.matmul(x, self.w)


def main(argv):
  if len(argv) > 1:
    raise app.UsageError("too many arguments")
  logging.set_verbosity(logging.INFO)
  logging.info("rate %s", FLAGS.rate)
  print(Model()(tf.ones([1, 2])))


if __name__ == "__main__":
  app.run(main)
