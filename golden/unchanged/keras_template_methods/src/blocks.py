"""A base layer whose call is a template of hooks, in Keras 3."""

import abc

import keras


class Block(keras.layers.Layer, abc.ABC):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.project = keras.layers.Dense(units, name="project")

    @abc.abstractmethod
    def body(self, inputs):
        """What the block computes."""

    def call(self, inputs, training=False):
        return self.project(inputs) + self.body(inputs)


class Wide(Block):
    def __init__(self, units, **kwargs):
        super().__init__(units, **kwargs)
        self.wide = keras.layers.Dense(2 * units, activation="relu")
        self.narrow = keras.layers.Dense(units)

    def body(self, inputs):
        return self.narrow(self.wide(inputs))


class Gated(Block):
    def __init__(self, units, **kwargs):
        super().__init__(units, **kwargs)
        self.gate = keras.layers.Dense(units, activation="sigmoid")

    def body(self, inputs):
        return self.gate(inputs) * inputs
