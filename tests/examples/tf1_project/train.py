"""Trains the classifier: python train.py --steps=120 --checkpoint=checkpoint/model.ckpt"""

import tensorflow as tf

from waveforms import data, model

flags = tf.app.flags
flags.DEFINE_integer("steps", 120, "Training steps.")
flags.DEFINE_integer("batch_size", 64, "Signals per step.")
flags.DEFINE_string("checkpoint", "checkpoint/model.ckpt", "Where to save.")
FLAGS = flags.FLAGS


def main(_):
    tf.logging.set_verbosity(tf.logging.INFO)
    tf.set_random_seed(7)
    hparams = model.default_hparams()
    signals, labels, training = model.placeholders()
    logits = model.classifier(signals, training, hparams)
    loss, accuracy = model.loss_and_accuracy(logits, labels)
    train = model.train_op(loss, hparams)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(FLAGS.steps):
            x, y = data.batch(FLAGS.batch_size, seed=step)
            _, value = sess.run([train, loss], {signals: x, labels: y, training: True})
            if step % 50 == 0:
                tf.logging.info("step %d: loss %.4f", step, value)
        x, y = data.batch(256, seed=100000)
        print("accuracy %.3f" % sess.run(accuracy, {signals: x, labels: y}))
        saver.save(sess, FLAGS.checkpoint, write_meta_graph=False)


if __name__ == "__main__":
    tf.app.run()
