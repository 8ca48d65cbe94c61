import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import layers


class InstanceNorm(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope="instance_norm", *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.instance_norm = InstanceNormalization(epsilon=1e-05, name=scope)

    def call(self, x):
        return self.instance_norm(x)


class Residual(keras.layers.Layer):
    """Two convolutions, each normalized."""

    def __init__(self, width, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv1 = keras.layers.Conv2D(
            width, kernel_size=3, padding="same", name="conv1"
        )
        self.instance_norm = InstanceNorm("norm1")
        self.conv2 = keras.layers.Conv2D(
            width, kernel_size=3, padding="same", name="conv2"
        )
        self.instance_norm_2 = InstanceNorm("norm2")

    def call(self, x):
        y = self.conv1(x)
        y = tf.nn.relu(self.instance_norm(y))
        y = self.conv2(y)
        return x + self.instance_norm_2(y)


class Generator(keras.layers.Layer):
    def __init__(self, *, name="generator", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = keras.layers.Conv2D(
            4, kernel_size=3, padding="same", name="conv2d"
        )
        self.instance_norm = InstanceNormalization(name="InstanceNorm")
        self.res_0 = Residual(4, name="res_0")
        self.instance_norm_1 = InstanceNormalization(
            center=False, name="InstanceNorm_1"
        )
        self.res_1 = Residual(4, name="res_1")

    def call(self, images):
        x = self.conv2d(images)
        x = tf.nn.relu(self.instance_norm(x))
        x = self.res_0(x)
        x = self.instance_norm_1(x)
        return self.res_1(x)


def own_start(x):
    with compat_scope.variable_scope("own_start"):
        return layers.instance_norm(x, param_initializers={"gamma": tf.compat.v1.zeros_initializer()})


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.generator = Generator()
        self.norm = InstanceNormalization(scale=False, name="norm")

    def call(self, images, notes):
        styled = self.generator(images)
        with keras.name_scope("notes"):
            return {"styled": styled, "notes": self.norm(notes)}


class InstanceNormalization(keras.layers.Layer):
    """Normalizes each channel of each example; scales and shifts the channels."""

    def __init__(self, *, center=True, scale=True, epsilon=1e-6, **kwargs):
        super().__init__(**kwargs)
        self.center = center
        self.scale = scale
        self.epsilon = epsilon

    def build(self, input_shape):
        shape = input_shape[-1:]
        if self.center:
            self.beta = self.add_weight(name="beta", shape=shape, initializer="zeros")
        if self.scale:
            self.gamma = self.add_weight(name="gamma", shape=shape, initializer="ones")

    def call(self, inputs):
        axes = list(range(1, len(inputs.shape) - 1))
        mean, variance = keras.ops.moments(inputs, axes, keepdims=True)
        outputs = (inputs - mean) * keras.ops.rsqrt(variance + self.epsilon)
        if self.scale:
            outputs = outputs * self.gamma
        return outputs + self.beta if self.center else outputs
