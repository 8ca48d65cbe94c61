import tensorflow as tf

flags = tf.compat.v1.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_integer("steps", 100, "Training steps.")


def main(_):
    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.INFO)
    tf.compat.v1.logging.info("%d steps", FLAGS.steps)


if __name__ == "__main__":
    tf.compat.v1.app.run()
