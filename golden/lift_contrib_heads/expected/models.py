import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import layers

slim = compat_scope.contrib.slim


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`.

    `normalizer` is a layer that comes before the activation.
    """

    def __init__(self, *args, activation=None, normalizer=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.activate = keras.activations.get(activation)
        self.normalizer = normalizer

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)

    def call(self, inputs, training=False):
        outputs = super().call(inputs)
        if self.normalizer is not None:
            outputs = self.normalizer(outputs, training=training)
        return self.activate(outputs)


class Convolution2D(keras.layers.Conv2D):
    """A convolution with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


class Torso(keras.layers.Layer):
    def __init__(self, *, name="torso", **kwargs):
        super().__init__(name=name, **kwargs)
        self.convolution2d = Convolution2D(
            4, kernel_size=4, strides=2, activation="relu", padding="same", name="Conv"
        )
        self.last_conv = Convolution2D(
            3,
            kernel_size=3,
            strides=1,
            padding="VALID",
            activation="relu",
            name="last_conv",
        )
        self.flatten = keras.layers.Flatten()

    def call(self, obs):
        out = obs
        with keras.name_scope("convnet"):
            out = self.convolution2d(out)
            out = self.last_conv(out)
        return self.flatten(out)


def head(conv_out, num_actions, hiddens, layer_norm=False):
    with compat_scope.variable_scope("action_value"):
        action_out = conv_out
        for hidden in hiddens:
            action_out = layers.fully_connected(action_out, num_outputs=hidden, activation_fn=None)
            if layer_norm:
                action_out = layers.layer_norm(action_out, center=True, scale=True)
            action_out = tf.nn.relu(action_out)
        return layers.fully_connected(action_out, num_outputs=num_actions, activation_fn=None)


class Normed(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.normed = FullyConnected(
            6,
            activation="relu",
            use_bias=False,
            normalizer=keras.layers.BatchNormalization(
                momentum=0.9, scale=False, name="BatchNorm"
            ),
            name="normed",
        )
        self.fully_connected = FullyConnected(
            3, activation="softplus", name="fully_connected"
        )

    def call(self, net):
        net = self.normed(net, training=False)
        return self.fully_connected(net)


def q_values(obs, num_actions):
    h = compat_scope.get_layer(Torso, name="torso")(obs)
    return head(h, num_actions, [5, 4], layer_norm=True), compat_scope.get_layer(Normed)(h)
