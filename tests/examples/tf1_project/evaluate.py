"""Restores the trained classifier and prints what it answers for a few signals.

python evaluate.py               prints, beside the answers TF 1.15 gave for the same signals
python evaluate.py --record      writes those answers down
"""

import json

import numpy as np
import tensorflow as tf

from waveforms import data, model

flags = tf.app.flags
flags.DEFINE_string("checkpoint", "checkpoint/model.ckpt", "What to restore.")
flags.DEFINE_string("answers", "checkpoint/answers.json", "The recorded probabilities.")
flags.DEFINE_boolean("record", False, "Record rather than compare.")
FLAGS = flags.FLAGS


def main(_):
    signals, _, training = model.placeholders()
    logits = model.classifier(signals, training, model.default_hparams())
    probabilities = tf.nn.softmax(logits, dim=-1)
    x, y = data.batch(8, seed=11)
    with tf.Session() as sess:
        tf.train.Saver().restore(sess, FLAGS.checkpoint)
        answers = sess.run(probabilities, feed_dict={signals: x})
    if FLAGS.record:
        with tf.gfile.GFile(FLAGS.answers, "w") as f:
            json.dump({"tensorflow": tf.__version__, "probabilities": answers.tolist()}, f)
        return
    with tf.gfile.GFile(FLAGS.answers) as f:
        recorded = json.load(f)
    print("truth     TF %-8s TF %s" % (recorded["tensorflow"], tf.__version__))
    for label, old, new in zip(y, np.array(recorded["probabilities"]), answers):
        row = tuple("%s %.5f" % (data.CLASSES[p.argmax()], p.max()) for p in (old, new))
        print("%-9s %-20s %-20s" % ((data.CLASSES[label],) + row))
    difference = np.abs(answers - np.array(recorded["probabilities"])).max()
    print(
        "restored %d variables, largest difference %.1e" % (len(tf.global_variables()), difference)
    )


if __name__ == "__main__":
    tf.app.run()
