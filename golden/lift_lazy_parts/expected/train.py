import tensorflow as tf
from migrate import compat_scope

from sentences import SentenceCNN
from tagging import Tagger

tf.compat.v1.disable_v2_behavior()


def build():
    words = tf.compat.v1.placeholder(tf.float32, [None, 6, 4], name="words")
    with compat_scope.variable_scope("tagger"):
        tagger = Tagger(words, 5, 3)
    classifier = SentenceCNN(6, 2, 12, 4, [2, 3], 5)
    return tagger, classifier


def model():
    tagger, classifier = build()
    with compat_scope.variable_scope("tagger"):
        tagged = tagger.tagged
    return tagger.scores, tagged, classifier.scores, classifier.loss


def run(checkpoint, **given):
    tagger, classifier = build()
    with compat_scope.variable_scope("tagger"):
        tagged = tagger.tagged
    train = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(classifier.loss + tf.reduce_sum(tagged))
    saver = tf.compat.v1.train.Saver()
    feed = {tagger.words: given["words"], classifier.text: given["text"], classifier.classes: given["classes"]}
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        history = [sess.run([train, classifier.loss], feed)[1] for _ in range(2)]
        return sess.run([tagged, classifier.scores], feed), history, len(compat_scope.trainable_variables())
