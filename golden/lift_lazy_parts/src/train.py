import tensorflow as tf

from sentences import SentenceCNN
from tagging import Tagger


def build():
    words = tf.placeholder(tf.float32, [None, 6, 4], name="words")
    with tf.variable_scope("tagger"):
        tagger = Tagger(words, 5, 3)
    classifier = SentenceCNN(6, 2, 12, 4, [2, 3], 5)
    return tagger, classifier


def model():
    tagger, classifier = build()
    with tf.variable_scope("tagger"):
        tagged = tagger.tagged
    return tagger.scores, tagged, classifier.scores, classifier.loss


def run(checkpoint, **given):
    tagger, classifier = build()
    with tf.variable_scope("tagger"):
        tagged = tagger.tagged
    train = tf.train.GradientDescentOptimizer(0.1).minimize(classifier.loss + tf.reduce_sum(tagged))
    saver = tf.train.Saver()
    feed = {tagger.words: given["words"], classifier.text: given["text"], classifier.classes: given["classes"]}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        history = [sess.run([train, classifier.loss], feed)[1] for _ in range(2)]
        return sess.run([tagged, classifier.scores], feed), history, len(tf.trainable_variables())
