"""Parts of a GAN whose names say how they are regularized."""

import keras


class Conv(keras.layers.Layer):
    def __init__(self, filters, name="conv", **kwargs):
        super().__init__(name=name, **kwargs)
        regularizer = keras.regularizers.L2(1e-4) if "generator" in name else None
        self.conv = keras.layers.Conv2D(filters, 3, padding="same", kernel_regularizer=regularizer)
        if not name.endswith("_plain"):
            self.norm = keras.layers.BatchNormalization()

    def call(self, x, training=False):
        x = self.conv(x)
        if not self.name.endswith("_plain"):
            x = self.norm(x, training=training)
        return x


def network(names, filters=8):
    return keras.Sequential([Conv(filters, name=name) for name in names])
