"""Builds both models; the tagger is evaluated without dropout."""
import numpy as np
import tensorflow as tf

from classifier import SentenceClassifier
from tagger import tagger


def build():
    model = SentenceClassifier(3, 4, 5, 7, 6)
    keep_prob = tf.placeholder(tf.float32, name="keep_prob")
    x = tf.placeholder(tf.float32, [2, 5, 3], name="x")
    trained = tagger(x, 2, 4, keep_prob)
    evaluated = tagger(x, 2, 4, 1.0, reuse=True)
    return model.states, model.logits, trained, evaluated


def run(checkpoint, input_x, dropout_keep_prob, x, keep_prob):
    model = SentenceClassifier(3, 4, 5, 7, 6)
    keep = tf.placeholder(tf.float32)
    sentences = tf.placeholder(tf.float32, [2, 5, 3])
    trained = tagger(sentences, 2, 4, keep)
    evaluated = tagger(sentences, 2, 4, 1.0, reuse=True)
    names = [v.op.name for v in tf.global_variables()]
    loss = tf.reduce_mean(tf.square(model.logits)) + tf.reduce_mean(tf.square(trained))
    step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    saver = tf.train.Saver(tf.global_variables())
    with tf.Session() as session:
        saver.restore(session, checkpoint)
        fed = {model.input_x: input_x, model.dropout_keep_prob: 1.0, sentences: x, keep: 1.0}
        outputs = [names, session.run([model.logits, trained, evaluated], fed)]
        # Of what is kept with one in two, about half is zero; without dropout nothing is.
        half = np.mean([session.run(model.states, {model.input_x: input_x, model.dropout_keep_prob: 0.5}) == 0 for _ in range(40)])
        outputs += [bool(0.4 < half < 0.6), float(np.mean(session.run(model.states, fed) == 0))]
        dropped = [session.run(trained, {sentences: x, keep: 0.5}) for _ in range(2)]
        outputs.append(bool(np.any(dropped[0] != dropped[1])))
        fed[model.drop_rate] = 0.5
        dropped = [session.run(model.logits, fed) for _ in range(2)]
        fed[model.drop_rate] = 0.0
        outputs.append(bool(np.any(dropped[0] != dropped[1])))
        for _ in range(2):
            session.run(step, fed)
            outputs.append(session.run([model.logits, trained, evaluated], fed))
        return outputs
