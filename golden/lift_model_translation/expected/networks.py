import tensorflow as tf
import keras
from migrate import compat_scope

import ops


class Translator:
  def __init__(self, name, width=4, blocks=2):
    self.name = name
    self.reuse = False
    self.width = width
    self.blocks = blocks

  def __call__(self, images):
    """Translates a batch of images."""
    with compat_scope.variable_scope(self.name):
      # Down
      c7 = compat_scope.get_layer(ops.ConvBlock, self.width, size=7, name='c7s1', reuse=self.reuse)(images)
      d2 = compat_scope.get_layer(ops.ConvBlock, self.width * 2, stride=2, name='d2', reuse=self.reuse)(c7)
      # Through
      chain = ops.residual_chain(d2, reuse=self.reuse, n=self.blocks)
      # Up
      u1 = compat_scope.get_layer(ops.Upscale, self.width, name='u1', reuse=self.reuse)(chain)
      output = compat_scope.get_layer(ops.ConvBlock, 3, size=7, norm=False, activation='tanh', name='output', reuse=self.reuse)(u1)
    # From now on the weights are there.
    self.reuse = True
    self.variables = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
    return output


class Judge(keras.layers.Layer):
    tf1_attributes = {"variables": "trainable_variables"}  # as TF1 code knew them

    def __init__(self, name, squash=False, **kwargs):
        super().__init__(name=name, **kwargs)
        self.squash = squash
        self.C1 = ops.ConvBlock(
            4, size=4, stride=2, norm=False, activation="leaky", name="C1"
        )
        self.C2 = ops.ConvBlock(6, size=4, stride=2, activation="leaky", name="C2")
        self.score = ops.PatchScore(squash=self.squash, name="score")

    def call(self, images):
        c1 = self.C1(images)
        c2 = self.C2(c1)
        output = self.score(c2)
        return output
