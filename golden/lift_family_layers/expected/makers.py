import numpy as np
import keras


def fan_uniform(layer, shape, name=None):
    """Uniform between bounds that follow from both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    return layer.add_weight(
        name=name,
        shape=shape,
        initializer=keras.initializers.RandomUniform(minval=-bound, maxval=bound),
    )


def zero_vector(layer, shape, name=None):
    return layer.add_weight(name=name, shape=shape, initializer="zeros")
