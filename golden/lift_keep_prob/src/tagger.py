"""A sentence classifier as most TF1 scripts have it: placeholders in the constructor, a keep probability of no shape."""

import tensorflow as tf


def dense(x, units, keep_prob, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.nn.dropout(tf.nn.relu(tf.matmul(x, w) + b), keep_prob)


def convolve(x, width, filters, rate, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [width, x.shape[2].value, filters])
        h = tf.nn.relu(tf.nn.conv1d(x, w, stride=1, padding="SAME"))
        return tf.layers.dropout(tf.reduce_max(h, axis=1), rate, training=True)


class Classifier(object):
    def __init__(self, features, classes):
        self.features = features
        self.classes = classes
        self.words = tf.placeholder(tf.float32, [None, 6, features], name="words")
        self.keep_prob = tf.placeholder(tf.float32, name="keep_prob")
        self.temperature = tf.placeholder_with_default(2.0, [], name="temperature")
        self.logits = self.build()

    def build(self):
        drop = 1.0 - self.keep_prob
        parts = [convolve(self.words, k, 4, drop, "conv_%d" % k) for k in (2, 3)]
        h = tf.concat(parts, axis=1)
        h = dense(h, 5, self.keep_prob, "hidden")
        return dense(h, self.classes, 1.0, "logits") / self.temperature


def model():
    classifier = Classifier(3, 4)
    inner_keep = tf.placeholder(tf.float32)
    again = dense(classifier.logits, 2, inner_keep, "again")
    return classifier.logits, again
