"""Keep probabilities and rates in a TF 2 model: numbers, tensors and attributes."""

import keras
import tensorflow as tf


class Classifier(keras.Model):
    def __init__(self, classes, keep_prob=0.9):
        super().__init__()
        self.keep_prob = keep_prob
        self.hidden = keras.layers.Dense(16, activation="relu")
        self.dropout = keras.layers.Dropout(1 - keep_prob)
        self.logits = keras.layers.Dense(classes)

    def call(self, x, training=False):
        x = self.dropout(self.hidden(x), training=training)
        return self.logits(x)


@tf.function(input_signature=[tf.TensorSpec([None, 4]), tf.TensorSpec([])])
def noisy(x, keep_prob):
    return tf.nn.dropout(x, rate=1 - keep_prob)
