import numpy as np
import keras


def spread(layer, shape, name=None):
    """Uniform, by the sum of both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    return layer.add_weight(
        name=name,
        shape=shape,
        initializer=keras.initializers.RandomUniform(minval=-bound, maxval=bound),
    )


def ones(layer, shape, name=None):
    """One everywhere."""
    return layer.add_weight(name=name, shape=shape, initializer="ones")
