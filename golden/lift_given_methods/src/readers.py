import tensorflow as tf

from coders import Bag, Coder, Deep


class Gated(Coder):
    """Weighs the words before it adds them."""

    def encode(self, words):
        with tf.variable_scope("gated"):
            gates = tf.layers.dense(words, 1, activation=tf.sigmoid, name="gates")
            return tf.reduce_sum(gates * words, 1)


def compare(words):
    bag, deep, gated = Bag(4, 3, "bags"), Deep(5, 3, "deeper"), Gated(4, 3)
    scores = bag.build_graph(words) + deep.build_graph(words) * gated.build_graph(words)
    scores += bag.build_graph(-words, reuse=True)
    return scores, deep.summarize(words), bag.code, gated.code
