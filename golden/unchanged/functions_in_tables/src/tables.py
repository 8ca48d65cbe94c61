"""Functions as values: tables, partials, defaults and lambdas around Keras layers."""

import functools

import keras
import tensorflow as tf

ACTIVATIONS = {"relu": tf.nn.relu, "tanh": tf.tanh, "none": lambda x: x}
dense = functools.partial(keras.layers.Dense, kernel_initializer="he_normal")
conv = keras.layers.Conv2D


def head(units, make=dense, activation="none"):
    return keras.Sequential([make(units), keras.layers.Activation(ACTIVATIONS[activation])])


def pyramid(filters, levels, make=lambda f: conv(f, 3, padding="same")):
    return [make(filters * 2**level) for level in range(levels)]


def pick(name, table=ACTIVATIONS):
    return table.get(name) or getattr(tf.nn, name)
