"""A stack of dense layers in TensorFlow 2."""

import tensorflow as tf


def repeat(layers, inputs):
    """Applies layers in turn."""
    for layer in layers:
        inputs = layer(inputs)
    return inputs


class Stack(tf.keras.Model):
    def __init__(self, widths):
        super().__init__()
        self.dense = [tf.keras.layers.Dense(width, name="fc_%d" % (i + 1)) for i, width in enumerate(widths)]

    def call(self, inputs):
        return repeat(self.dense, inputs)
