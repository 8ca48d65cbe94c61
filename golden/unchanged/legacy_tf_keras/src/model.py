"""Keras 2 by its own package."""
import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"

import tf_keras as keras  # noqa: E402
from tf_keras import backend as K  # noqa: E402
from tf_keras.layers import LSTM, BatchNormalization, Dense  # noqa: E402


def build(units=4, name="legacy"):
    with K.name_scope(name):
        model = keras.Sequential(name=name)
        model.add(Dense(units, input_shape=(3,), kernel_initializer="glorot_uniform"))
        model.add(BatchNormalization(momentum=0.9))
        model.add(keras.layers.Reshape((1, units)))
        model.add(LSTM(units, name="lstm"))
    return model


def lookup(model, scope):
    return [w for w in model.weights if w.name.startswith(scope + "/")]
