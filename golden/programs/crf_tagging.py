"""Conditional random fields in a session: transitions that are made, shared and given, and both ways to decode."""
import numpy as np
import tensorflow as tf
from tensorflow.contrib.crf import crf_log_likelihood, viterbi_decode


class Tagger(object):
    def __init__(self, tags, scope="tagger"):
        self.tags = tags
        with tf.variable_scope(scope):
            self.add_placeholders()
            self.add_scores()
            self.add_loss()

    def add_placeholders(self):
        self.words = tf.placeholder(tf.float32, [None, None, 4], name="words")
        self.labels = tf.placeholder(tf.int32, [None, None], name="labels")
        self.lengths = tf.placeholder(tf.int32, [None], name="lengths")

    def add_scores(self):
        with tf.variable_scope("proj"):
            w = tf.get_variable("W", [4, self.tags])
            steps = tf.shape(self.words)[1]
            flat = tf.matmul(tf.reshape(self.words, [-1, 4]), w)
            self.logits = tf.reshape(flat, [-1, steps, self.tags])

    def add_loss(self):
        log_likelihood, trans_params = tf.contrib.crf.crf_log_likelihood(
            self.logits, self.labels, self.lengths)
        self.trans_params = trans_params
        self.loss = tf.reduce_mean(-log_likelihood)


def shared_loss(scores, labels, lengths, reuse=None):
    with tf.variable_scope("shared", reuse=reuse):
        likelihood, _ = crf_log_likelihood(scores, labels, lengths)
        return tf.reduce_mean(-likelihood)


def given_loss(scores, labels, lengths):
    with tf.variable_scope("given"):
        matrix = tf.get_variable("A", [3, 3], initializer=tf.zeros_initializer())
        likelihood, matrix = crf_log_likelihood(scores, labels, lengths, transition_params=matrix)
        return tf.reduce_sum(likelihood), matrix


def scaled_loss(x, labels, lengths):
    with tf.variable_scope("scaled"):
        scores = tf.layers.dense(x, 3, name="scores", kernel_initializer=tf.ones_initializer())
        return crf_log_likelihood(scores * 2.0, labels, lengths)[0]


def values(variables):
    for i, v in enumerate(variables):
        yield v, (np.sin(np.arange(v.shape.num_elements()) + i)).reshape(v.shape.as_list())


def main():
    model = Tagger(3)
    scores = model.logits
    args = model.labels, model.lengths
    losses = [
        shared_loss(scores, *args),
        shared_loss(scores * 0.5, *args, reuse=True),
        given_loss(scores, *args)[0],
        scaled_loss(model.words, *args),
    ]
    best, score = tf.contrib.crf.crf_decode(scores, model.trans_params, model.lengths)
    print([v.op.name for v in tf.trainable_variables()])
    numbers = np.random.RandomState(0)
    feed = {
        model.words: numbers.randn(2, 5, 4),
        model.labels: numbers.randint(0, 3, [2, 5]),
        model.lengths: [5, 3],
    }
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for v, value in values(tf.trainable_variables()):
            v.load(value, session)
        print(round(float(session.run(model.loss, feed)), 4))
        print([np.round(v, 3).tolist() for v in session.run(losses, feed)])
        logits, transitions = session.run([scores, model.trans_params], feed)
        print([int(tag) for tag in viterbi_decode(logits[0], transitions)[0]])
        tags, scores = session.run([best, score], feed)
        print(tags.tolist(), np.round(scores, 3).tolist())
        gradients = session.run(tf.gradients(model.loss, tf.trainable_variables("tagger")), feed)
        print([np.round(g, 3).tolist() for g in gradients])


if __name__ == "__main__":
    main()
