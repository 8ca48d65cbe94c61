import gin
import tensorflow as tf
from absl import app, flags, logging

FLAGS = flags.FLAGS
flags.DEFINE_multi_string("gin_file", None, "Paths to configurations.")
flags.DEFINE_string("model_dir", "/tmp/model", "Where to write.", required=False)
flags.DEFINE_enum("mode", "train", ["train", "eval"], "What to do.")


@gin.configurable(denylist=["inputs"])
def network(inputs, units=gin.REQUIRED, scope="net", name=None):
    with gin.config_scope(scope), tf.name_scope(name or scope):
        return tf.keras.layers.Dense(units)(inputs)


@gin.configurable
def train(model_dir, steps=10, learning_rate=0.1):
    inputs = tf.keras.Input((4,))
    model = tf.keras.Model(inputs, network(inputs))
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    checkpoint = tf.train.Checkpoint(model=model, optimizer=optimizer)
    manager = tf.train.CheckpointManager(checkpoint, model_dir, max_to_keep=1)
    checkpoint.restore(manager.latest_checkpoint).expect_partial()
    for step in range(steps):
        logging.log_every_n(logging.INFO, "step %d", 5, step)
    manager.save()


def main(argv):
    del argv
    gin.parse_config_files_and_bindings(FLAGS.gin_file, [])
    logging.set_verbosity(logging.INFO)
    if FLAGS.mode == "train":
        train(FLAGS.model_dir)


if __name__ == "__main__":
    app.run(main)
