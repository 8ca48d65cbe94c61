"""Embeddings of faces."""

import tensorflow as tf
import keras
from migrate import compat_scope

# Moving averages are saved and restored with what is trained.
BATCH_NORM = {
    "decay": 0.8,
    "epsilon": 0.001,
    "updates_collections": None,
    "variables_collections": [compat_scope.GraphKeys.TRAINABLE_VARIABLES],
}


class Branches(keras.layers.Layer):
    """Two branches beside each other."""

    def __init__(self, scale=1.0, *, weight_decay, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scale = scale
        self.Conv2d_1x1 = Convolution2D(
            3,
            kernel_size=1,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            padding="same",
            activation="relu",
            use_bias=False,
            normalizer=BatchNormAllTrainable(
                momentum=0.8, scale=False, name="BatchNorm"
            ),
            name="Conv2d_1x1",
        )
        self.Conv2d_0a_1x1 = Convolution2D(
            2,
            kernel_size=1,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            padding="same",
            activation="relu",
            use_bias=False,
            normalizer=BatchNormAllTrainable(
                momentum=0.8, scale=False, name="BatchNorm"
            ),
            name="Conv2d_0a_1x1",
        )
        self.Conv2d_0b_3x3 = Convolution2D(
            3,
            kernel_size=3,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            padding="same",
            activation="relu",
            use_bias=False,
            normalizer=BatchNormAllTrainable(
                momentum=0.8, scale=False, name="BatchNorm"
            ),
            name="Conv2d_0b_3x3",
        )
        self.Up = Convolution2D(
            4,
            kernel_size=1,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            padding="same",
            use_bias=False,
            normalizer=BatchNormAllTrainable(
                momentum=0.8, scale=False, name="BatchNorm"
            ),
            name="Up",
        )

    def call(self, net, *, is_training):
        with keras.name_scope("Branch_0"):
            left = self.Conv2d_1x1(net, training=is_training)
        with keras.name_scope("Branch_1"):
            right = self.Conv2d_0a_1x1(net, training=is_training)
            right = self.Conv2d_0b_3x3(right, training=is_training)
        return net + self.scale * self.Up(
            tf.concat([left, right], 3), training=is_training
        )


class Embed(keras.layers.Layer):
    def __init__(self, size, weight_decay=0.01, *, name="Faces", **kwargs):
        super().__init__(name=name, **kwargs)
        self.Conv2d_1a = Convolution2D(
            4,
            kernel_size=3,
            strides=2,
            padding="VALID",
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            activation="relu",
            use_bias=False,
            normalizer=BatchNormAllTrainable(
                momentum=0.8, scale=False, name="BatchNorm"
            ),
            name="Conv2d_1a",
        )
        self.Mixed_1 = Branches(0.5, weight_decay=weight_decay, name="Mixed_1")
        self.Mixed_2 = Branches(0.25, weight_decay=weight_decay, name="Mixed_2")
        self.flatten = keras.layers.Flatten()
        self.Bottleneck = FullyConnected(
            size,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            use_bias=False,
            normalizer=BatchNormAllTrainable(
                momentum=0.8, scale=False, name="BatchNorm"
            ),
            name="Bottleneck",
        )

    def call(self, images, is_training):
        net = self.Conv2d_1a(images, training=is_training)
        net = self.Mixed_1(net, is_training=is_training)
        net = self.Mixed_2(net, is_training=is_training)
        net = self.flatten(net)
        return self.Bottleneck(net, training=is_training)


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
    """A convolution with the variables `weights` and `biases`.

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


class BatchNormAllTrainable(keras.layers.BatchNormalization):
    """Batch normalization as in `tf.contrib.layers`, whose moving averages count as trainable.

    It has `updates_collections=None`: the outputs wait for the moving averages. The moving
    variance is unbiased, and `training` may be a tensor.
    """

    tf1_order = ("beta", "gamma")

    def add_weight(self, *args, **kwargs):
        return super().add_weight(*args, **{**kwargs, "trainable": True})

    def build(self, input_shape):
        super().build(input_shape)
        if len(input_shape) in (2, 4):  # the least epsilon of the fused kernel
            self.epsilon = max(self.epsilon, 1.001e-5)

    def call(self, inputs, training=True):
        rank = len(inputs.shape)
        axes = [axis for axis in range(rank) if axis != self.axis % rank]
        x = keras.ops.cast(inputs, self.variable_dtype)
        mean, variance = self.moving_mean.value, self.moving_variance.value
        if rank in (2, 4):  # the fused kernel has no gradient for these
            mean, variance = keras.ops.stop_gradient(mean), keras.ops.stop_gradient(variance)
        if keras.ops.is_tensor(training) or training:
            mean, variance, updates = self.batch_statistics(x, axes, mean, variance, training)
            with tf.control_dependencies(updates):
                x = tf.identity(x)
        outputs = keras.ops.batch_normalization(
            x,
            mean,
            variance,
            self.axis,
            offset=self.beta if self.center else None,
            scale=self.gamma if self.scale else None,
            epsilon=self.epsilon,
        )
        return keras.ops.cast(outputs, self.compute_dtype)

    def batch_statistics(self, x, axes, moving_mean, moving_variance, training):
        if len(x.shape) in (2, 4):  # these went through a fused kernel
            mean, variance = keras.ops.mean(x, axes), keras.ops.var(x, axes)
            count = keras.ops.cast(keras.ops.size(x) / x.shape[self.axis], x.dtype)
            unbiased = variance * count / keras.ops.maximum(count - 1, 1)
        else:
            mean, variance = keras.ops.moments(x, axes)
            unbiased = variance
        momentum = self.momentum
        if keras.ops.is_tensor(training):
            training = keras.ops.reshape(training, ())
            momentum = keras.ops.where(training, momentum, 1.0)
            mean = keras.ops.where(training, mean, moving_mean)
            variance = keras.ops.where(training, variance, moving_variance)
            unbiased = keras.ops.where(training, unbiased, moving_variance)
        rate = 1 - momentum
        updates = [
            self.subtract(self.moving_mean, rate * (self.moving_mean - mean)),
            self.subtract(self.moving_variance, rate * (self.moving_variance - unbiased)),
        ]
        return mean, variance, updates

    def subtract(self, variable, change):
        """Subtracts in place, so that no update is lost when several run at once."""
        value = variable.value
        if hasattr(value, "assign_sub"):
            return value.assign_sub(change)
        return variable.assign_sub(change)  # Keras only asks for shapes


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.embed = Embed(5)

    def call(self, images):
        return self.embed(images, is_training=False)
