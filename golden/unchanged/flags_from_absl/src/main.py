from absl import app, flags, logging

FLAGS = flags.FLAGS
flags.DEFINE_integer("steps", 3, "Number of steps")


def main(_):
    logging.info("steps %d", FLAGS.steps)


if __name__ == "__main__":
    app.run(main)
