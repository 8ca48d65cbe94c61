"""Recurrent cells that are Keras layers already."""

import keras
import tensorflow as tf


class MixingCell(keras.layers.Layer):
    """One step: `(output, states) = cell(inputs, states)`."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units
        self.mix = keras.layers.Dense(units, name="mix")

    def build(self, input_shape):
        self.mix.build((None, input_shape[-1] + self.units))
        self.scale = self.add_weight(name="scale", shape=[self.units], initializer="ones")

    def call(self, inputs, states):
        state = tf.tanh(self.mix(tf.concat([inputs, states[0]], 1))) * self.scale
        return state, [state]


def encode(steps, units):
    """The last output of two layers of cells, for `[batch, time, features]`."""
    cells = [MixingCell(units, name=f"cell_{i}") for i in range(2)]
    return keras.layers.RNN(cells, name="encoder")(steps)
