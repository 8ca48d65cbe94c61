import keras

import ops


class Translator(keras.layers.Layer):
    def __init__(self, name, width=4, blocks=2, **kwargs):
        super().__init__(name=name, **kwargs)
        self.width = width
        self.blocks = blocks
        self.c7s1 = ops.ConvBlock(self.width, size=7, name="c7s1")
        self.d2 = ops.ConvBlock(self.width * 2, stride=2, name="d2")
        self.residual_chain = ops.ResidualChain(n=self.blocks)
        self.u1 = ops.Upscale(self.width, name="u1")
        self.output_layer = ops.ConvBlock(
            3, size=7, norm=False, activation="tanh", name="output"
        )

    def call(self, images):
        """Translates a batch of images."""
        # Down
        c7 = self.c7s1(images)
        d2 = self.d2(c7)
        # Through
        chain = self.residual_chain(d2)
        # Up
        u1 = self.u1(chain)
        output = self.output_layer(u1)
        return output


class Judge(keras.layers.Layer):
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
