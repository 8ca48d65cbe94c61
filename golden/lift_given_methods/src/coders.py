"""Coders of sentences: the base class builds the graph, those below say how a sentence is encoded."""
import tensorflow as tf


class Coder(object):
    """Encodes sentences."""

    def __init__(self, units, classes, scope="coder"):
        self.units = units
        self.classes = classes
        self.scope = scope

    def encode(self, words):
        raise NotImplementedError

    def squash(self, x):
        return tf.tanh(x)

    def build_graph(self, words, reuse=False):
        """The scores of the classes."""
        with tf.variable_scope(self.scope, reuse=reuse):
            # Whatever the class below makes of them
            code = self.encode(words)
            with tf.variable_scope("head"):
                hidden = self.squash(tf.layers.dense(code, self.units, name="hidden"))
                scores = tf.layers.dense(hidden, self.classes, name="scores")
            self.code = code
            return scores

    def summarize(self, words):
        with tf.variable_scope("summary"):
            return tf.layers.dense(self.squash(tf.reduce_mean(words, 1)), 2, name="out")


class Bag(Coder):

    def encode(self, words):
        with tf.variable_scope("bag"):
            w = tf.get_variable("w", [words.shape[-1].value, self.units])
            return tf.reduce_sum(tf.tensordot(words, w, [[2], [0]]), 1)


class Deep(Bag):

    def encode(self, words):
        code = super(Deep, self).encode(words)
        with tf.variable_scope("deep"):
            return tf.layers.dense(tf.nn.relu(code), self.units, name="dense")

    def squash(self, x):
        return tf.nn.elu(x)
