import keras
from keras import layers


def build(units=4):
    inputs = keras.Input((3,), name="inputs")
    x = layers.Dense(units, activation="relu", name="hidden")(inputs)
    x = layers.Dropout(0.5)(x)
    outputs = layers.Dense(1)(x)
    return keras.Model(inputs, outputs)
