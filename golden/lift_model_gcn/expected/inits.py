import numpy as np
import keras


def scaled_uniform(layer, shape, name=None):
    """Uniform, scaled by the sum of both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    return layer.add_weight(
        name=name,
        shape=shape,
        initializer=keras.initializers.RandomUniform(minval=-bound, maxval=bound),
    )


def zeros(layer, shape, name=None):
    return layer.add_weight(name=name, shape=shape, initializer="zeros")
