import keras

from config import CONFIG, Activation


def build(config=CONFIG):
    model = keras.Sequential(name=config.variable_scope)
    for layer in config.layers:
        activation = "relu" if layer.activation is Activation.RELU else layer.activation.value
        model.add(keras.layers.Dense(layer.units, activation=activation, name=f"{layer.name}_{layer.units}"))
    return model
