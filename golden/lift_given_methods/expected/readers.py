import tensorflow as tf
import keras
from migrate import compat_scope

from coders import Bag, Coder, Deep


class Encode(keras.layers.Layer):
    def __init__(self, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        self.gates = keras.layers.Dense(1, activation="sigmoid", name="gates")

    def call(self, words):
        gates = self.gates(words)
        return tf.reduce_sum(gates * words, 1)


class Gated(Coder):
    """Weighs the words before it adds them."""

    def encode(self, words):
        return compat_scope.get_layer(Encode, name="gated")(words)


def compare(words):
    bag, deep, gated = Bag(4, 3, "bags"), Deep(5, 3, "deeper"), Gated(4, 3)
    scores = bag.build_graph(words) + deep.build_graph(words) * gated.build_graph(words)
    scores += bag.build_graph(-words, reuse=True)
    return scores, deep.summarize(words), bag.code, gated.code
