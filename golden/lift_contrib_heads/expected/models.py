import tensorflow as tf
import keras


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


class Head(keras.layers.Layer):
    # as TF1 made them
    tf1_order = (("fully_connected", "layer_norm_layer"), "fully_connected_1")

    def __init__(
        self, num_actions, hiddens, layer_norm=False, *, name="action_value", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.layer_norm = layer_norm
        self.fully_connected = []
        self.layer_norm_layer = []
        for hidden in hiddens:
            self.fully_connected.append(
                FullyConnected(
                    hidden,
                    name=(
                        "fully_connected_%d" % len(self.fully_connected)
                        if self.fully_connected
                        else "fully_connected"
                    ),
                )
            )
            if layer_norm:
                self.layer_norm_layer.append(
                    ExampleNorm(
                        name=(
                            "LayerNorm_%d" % len(self.layer_norm_layer)
                            if self.layer_norm_layer
                            else "LayerNorm"
                        )
                    )
                )
            else:
                self.layer_norm_layer.append(None)
        self.fully_connected_1 = FullyConnected(
            num_actions,
            name=(
                "fully_connected_%d" % len(self.fully_connected)
                if self.fully_connected
                else "fully_connected"
            ),
        )

    def call(self, conv_out):
        action_out = conv_out
        for fully_connected, layer_norm_layer in zip(
            self.fully_connected, self.layer_norm_layer
        ):
            action_out = fully_connected(action_out)
            if self.layer_norm:
                action_out = layer_norm_layer(action_out)
            action_out = tf.nn.relu(action_out)
        return self.fully_connected_1(action_out)


class Normed(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("fully_connected",)  # counted in the scope around

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

    def get_config(self):
        return super().get_config() | {
            "activation": keras.activations.serialize(self.activate),
            "normalizer": keras.saving.serialize_keras_object(self.normalizer),
        }

    @classmethod
    def from_config(cls, config):
        normalizer = keras.saving.deserialize_keras_object(config["normalizer"])
        return cls(**config | {"normalizer": normalizer})


class Convolution2D(keras.layers.Conv2D):
    """A convolution with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


class ExampleNorm(keras.layers.Layer):
    """Normalizes each example over all its axes; scales and shifts the last one."""

    def __init__(self, *, center=True, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.center = center
        self.scale = scale

    def build(self, input_shape):
        shape = input_shape[-1:]
        if self.center:
            self.beta = self.add_weight(name="beta", shape=shape, initializer="zeros")
        if self.scale:
            self.gamma = self.add_weight(name="gamma", shape=shape, initializer="ones")

    def call(self, inputs):
        axes = list(range(1 - len(inputs.shape), 0))
        mean, variance = keras.ops.moments(inputs, axes, keepdims=True)
        outputs = (inputs - mean) * keras.ops.rsqrt(variance + 1e-12)
        if self.scale:
            outputs = outputs * self.gamma
        return outputs + self.beta if self.center else outputs


class QValues(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("fully_connected",)  # counted in the scope around

    def __init__(self, num_actions, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.torso = Torso()
        self.head = Head(num_actions, [5, 4], layer_norm=True)
        self.normed = Normed()

    def call(self, obs):
        h = self.torso(obs)
        return self.head(h), self.normed(h)
