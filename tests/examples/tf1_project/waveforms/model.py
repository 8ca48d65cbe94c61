"""The classifier: convolutions, an LSTM over time, a dense head."""

import tensorflow as tf

from waveforms.data import CLASSES, LENGTH
from waveforms.layers import convolution, residual


def default_hparams():
    return tf.contrib.training.HParams(
        channels=8, blocks=2, units=12, keep_prob=0.8, learning_rate=0.01
    )


def placeholders():
    signals = tf.placeholder(tf.float32, [None, LENGTH, 1], name="signals")
    labels = tf.placeholder(tf.int32, [None], name="labels")
    training = tf.placeholder_with_default(False, [], name="training")
    return signals, labels, training


def classifier(signals, training, hparams, scope="classifier", reuse=None):
    """Returns logits [batch, classes]."""
    with tf.variable_scope(scope, reuse=reuse):
        x = convolution(signals, hparams.channels, 5, "stem", training, stride=2)
        for i in range(hparams.blocks):
            x = residual(x, 3, "block_%d" % i, training)
        cell = tf.nn.rnn_cell.BasicLSTMCell(hparams.units)
        _, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        features = tf.concat([state.h, tf.reduce_mean(x, axis=1)], axis=-1)
        keep_prob = tf.where(training, hparams.keep_prob, 1.0)
        features = tf.nn.dropout(features, keep_prob=keep_prob)
        hidden = tf.contrib.layers.fully_connected(features, 16, scope="hidden")
        return tf.layers.dense(hidden, len(CLASSES), name="logits")


def loss_and_accuracy(logits, labels):
    cross_entropy = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    predictions = tf.to_int32(tf.argmax(logits, axis=-1))
    accuracy = tf.reduce_mean(tf.to_float(tf.equal(predictions, labels)))
    return cross_entropy + tf.losses.get_regularization_loss(), accuracy


def train_op(loss, hparams):
    step = tf.train.get_or_create_global_step()
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(updates):
        optimizer = tf.train.AdamOptimizer(hparams.learning_rate)
        return optimizer.minimize(loss, global_step=step)
