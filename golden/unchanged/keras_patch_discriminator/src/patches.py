"""A discriminator of patches, with Keras 3."""
import keras


def discriminator(channels=3, filters=8, depth=3):
    drawing = keras.Input([None, None, channels], name="drawing")
    photograph = keras.Input([None, None, channels], name="photograph")
    x = keras.layers.Concatenate()([drawing, photograph])
    for i in range(depth):
        stride = 1 if i == depth - 1 else 2
        x = keras.layers.Conv2D(filters * 2**i, 4, strides=stride, padding="same", name=f"conv_{i}")(x)
        if i:
            x = keras.layers.BatchNormalization(name=f"norm_{i}")(x)
        x = keras.layers.LeakyReLU(0.2)(x)
    x = keras.layers.Conv2D(1, 4, padding="same", activation="sigmoid", name="score")(x)
    return keras.Model([drawing, photograph], x, name="discriminator")
