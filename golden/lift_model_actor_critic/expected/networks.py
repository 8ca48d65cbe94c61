"""Functions that make functions from observations to features."""
import tensorflow as tf
import keras
from migrate import compat_scope

from utils import _LayerNorm, Conv, Full, to_flat

BUILDERS = {}


def known_as(name):
    def keep(func):
        BUILDERS[name] = func
        return func
    return keep


class Mlp(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = (("full", "layer_norm_layer"),)  # as TF1 made them

    def __init__(
        self,
        num_layers=2,
        units_each=4,
        activation=tf.tanh,
        layer_norm=False,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.activation = activation
        self.layer_norm = layer_norm
        self.full = []
        self.layer_norm_layer = []
        for i in range(num_layers):
            self.full.append(Full(units=units_each, gain=1.4, name="full{}".format(i)))
            if layer_norm:
                self.layer_norm_layer.append(_LayerNorm(name="norm{}".format(i)))
            else:
                self.layer_norm_layer.append(None)

    def call(self, observation):
        h = observation
        for full, layer_norm_layer in zip(self.full, self.layer_norm_layer):
            h = full(h)
            if self.layer_norm:
                h = layer_norm_layer(h)
            h = self.activation(h)
        return h


@known_as("mlp")
def mlp(num_layers=2, units_each=4, activation=tf.tanh, layer_norm=False):
    """Fully connected; `layer_norm` normalizes before each activation."""
    def features_of(observation):
        return compat_scope.get_layer(
            Mlp, num_layers, units_each, activation, layer_norm
        )(observation)

    return features_of


class SmallCnn(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, conv_kwargs, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.c1 = Conv(filters=3, size=3, stride=1, name="c1", **conv_kwargs)
        self.c2 = Conv(filters=4, size=3, stride=2, name="c2", **conv_kwargs)
        self.fc1 = Full(units=5, name="fc1")

    def call(self, observation):
        scaled = tf.cast(observation, tf.float32) / 2.0
        h = tf.nn.relu(self.c1(scaled))
        h = tf.nn.relu(self.c2(h))
        return tf.nn.relu(self.fc1(to_flat(h)))


@known_as("small_cnn")
def small_cnn(**conv_kwargs):
    def features_of(observation):
        return compat_scope.get_layer(SmallCnn, conv_kwargs=conv_kwargs)(observation)

    return features_of


def builder_of(name):
    if callable(name):
        return name
    elif name in BUILDERS:
        return BUILDERS[name]
    raise ValueError("Unknown network type: {}".format(name))
