"""Functions that make functions from observations to features."""
import tensorflow as tf

from utils import _layer_norm, conv, full, to_flat

BUILDERS = {}


def known_as(name):
    def keep(func):
        BUILDERS[name] = func
        return func
    return keep


@known_as("mlp")
def mlp(num_layers=2, units_each=4, activation=tf.tanh, layer_norm=False):
    """Fully connected; `layer_norm` normalizes before each activation."""
    def features_of(observation):
        h = observation
        for i in range(num_layers):
            h = full(h, "full{}".format(i), units=units_each, gain=1.4)
            if layer_norm:
                h = _layer_norm(h, "norm{}".format(i))
            h = activation(h)
        return h

    return features_of


@known_as("small_cnn")
def small_cnn(**conv_kwargs):
    def features_of(observation):
        scaled = tf.cast(observation, tf.float32) / 2.0
        h = tf.nn.relu(conv(scaled, "c1", filters=3, size=3, stride=1, **conv_kwargs))
        h = tf.nn.relu(conv(h, "c2", filters=4, size=3, stride=2, **conv_kwargs))
        return tf.nn.relu(full(to_flat(h), "fc1", units=5))

    return features_of


def builder_of(name):
    if callable(name):
        return name
    elif name in BUILDERS:
        return BUILDERS[name]
    raise ValueError("Unknown network type: {}".format(name))
