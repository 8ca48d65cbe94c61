"""A classifier of sentences: the constructor makes the features, a method the rest."""
import tensorflow as tf


class SentenceCNN(object):

    def __init__(self, length, classes, vocabulary, width, sizes, filters):
        self.text = tf.placeholder(tf.int32, [None, length], name="text")
        self.classes = tf.placeholder(tf.float32, [None, classes], name="classes")

        # Words
        with tf.variable_scope("embedding"):
            table = tf.get_variable("W", [vocabulary, width])
            embedded = tf.expand_dims(tf.nn.embedding_lookup(table, self.text), -1)

        # One convolution for each size
        pooled = []
        for size in sizes:
            with tf.variable_scope("conv-%d" % size):
                conv = tf.layers.conv2d(embedded, filters, [size, width], activation=tf.nn.relu, name="conv")
                pooled.append(tf.reduce_max(conv, [1, 2]))
        self.features = tf.concat(pooled, 1)
        self.build_model()

    def build_model(self):
        with tf.variable_scope("output"):
            self.scores = tf.layers.dense(self.features, 2, name="scores")
            losses = tf.nn.softmax_cross_entropy_with_logits_v2(logits=self.scores, labels=self.classes)
            self.loss = tf.reduce_mean(losses)
