from tensorflow import keras
from tensorflow.keras import layers


class Down(layers.Layer):
    def __init__(self, filters, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.conv1 = layers.Conv2D(filters, 3, padding="same", activation="relu")
        self.conv2 = layers.Conv2D(filters, 3, padding="same", activation="relu")
        self.bn = layers.BatchNormalization()
        self.dropout = layers.Dropout(dropout)
        self.pool = layers.MaxPooling2D()

    def call(self, x, training=False):
        x = self.bn(self.conv2(self.conv1(x)), training=training)
        skip = self.dropout(x, training=training)
        return self.pool(skip), skip


class UNet(keras.Model):
    def __init__(self, classes, widths=(8, 16), name="unet"):
        super().__init__(name=name)
        self.downs = [Down(w, name=f"down_{i}") for i, w in enumerate(widths)]
        self.ups = [layers.Conv2DTranspose(w, 2, strides=2) for w in reversed(widths)]
        self.head = layers.Conv2D(classes, 1, name="head")

    def call(self, x, training=False):
        skips = []
        for down in self.downs:
            x, skip = down(x, training=training)
            skips.append(skip)
        for up, skip in zip(self.ups, reversed(skips)):
            x = layers.concatenate([up(x), skip])
        return self.head(x)
