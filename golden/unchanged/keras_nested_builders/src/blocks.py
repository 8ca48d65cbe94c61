"""Blocks defined in functions that read what is around them, in Keras 3."""

import keras


def build(widths, drop=0.1, training_head=True):
    inputs = keras.Input([None, 16])

    def residual(x, width, name):
        h = keras.layers.Dense(width, activation="gelu", name=name + "_up")(x)
        h = keras.layers.Dropout(drop)(h)
        h = keras.layers.Dense(x.shape[-1], name=name + "_down")(h)
        return keras.layers.LayerNormalization(name=name + "_norm")(x + h)

    def grow(x, level):
        x = residual(x, widths[level], "level_%d" % level)
        return grow(x, level + 1) if level + 1 < len(widths) else x

    outputs = grow(inputs, 0)
    if training_head:
        outputs = keras.layers.Dense(2, name="head")(outputs)
    return keras.Model(inputs, outputs)
