"""Layers whose settings scopes give."""

import tensorflow as tf
import keras
from migrate import compat_scope


class Conv(keras.layers.Layer):
    """A convolution with batch normalization."""

    def __init__(
        self,
        filters,
        size=3,
        stride=1,
        act=tf.nn.elu,
        keep=1.0,
        *,
        name="conv",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.act = act
        self.keep = keep
        self.filters = filters
        self.size = size
        self.stride = stride
        self.kernel = keras.layers.Conv2D(
            filters,
            kernel_size=size,
            strides=stride,
            padding="same",
            use_bias=False,
            name="kernel",
        )
        self.bn = BatchNormalization(name="bn")

    def call(self, x, training=True):
        x = self.kernel(x)
        x = self.bn(x, training=training)
        return self.act(x) * self.keep

    def get_config(self):
        return super().get_config() | {
            "filters": self.filters,
            "size": self.size,
            "stride": self.stride,
            "act": keras.saving.serialize_keras_object(self.act),
            "keep": self.keep,
        }

    @classmethod
    def from_config(cls, config):
        act = keras.saving.deserialize_keras_object(config["act"])
        return cls(**config | {"act": act})


class BatchNormalization(keras.layers.BatchNormalization):
    """Batch normalization as in TF1.

    The moving variance of images is unbiased, and `training` may be a tensor.
    """

    def build(self, input_shape):
        super().build(input_shape)
        if len(input_shape) == 4:  # the least epsilon of the fused kernel
            self.epsilon = max(self.epsilon, 1.001e-5)

    def call(self, inputs, training=False):
        if not keras.ops.is_tensor(training) and not training:
            return super().call(inputs, training=False)
        rank = len(inputs.shape)
        axes = [axis for axis in range(rank) if axis != self.axis % rank]
        x = keras.ops.cast(inputs, self.variable_dtype)
        if rank == 4:  # these went through a fused kernel
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
            mean = keras.ops.where(training, mean, self.moving_mean)
            variance = keras.ops.where(training, variance, self.moving_variance)
            unbiased = keras.ops.where(training, unbiased, self.moving_variance)
        rate = 1 - momentum
        self.subtract(self.moving_mean, rate * (self.moving_mean - mean))
        self.subtract(self.moving_variance, rate * (self.moving_variance - unbiased))
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

    def subtract(self, variable, change):
        """Subtracts in place, so that no update is lost when several run at once."""
        value = variable.value
        if hasattr(value, "assign_sub"):
            return value.assign_sub(change)
        return variable.assign_sub(change)  # Keras only asks for shapes


class WeightNormed(keras.layers.Layer):
    def __init__(self, units, scale=1.0, bias=True, *, name="dense", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.scale = scale
        self.bias = bias

    def build(self, x_shape):
        self.v = self.add_weight(
            name="v", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.g = self.add_weight(name="g", shape=[self.units], initializer="ones")
        if self.bias:
            self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        x = tf.matmul(x, self.scale * self.g * tf.nn.l2_normalize(self.v, 0))
        if self.bias:
            x = x + self.b
        return x


def weight_normed(x, units, scale=1.0, bias=True, scope="dense"):
    return compat_scope.get_layer(WeightNormed, units, scale, bias, name=scope)(x)


def pixelwise(x, units, **kwargs):
    """`weight_normed` for all pixels."""
    _, height, width, channels = x.get_shape().as_list()
    x = weight_normed(tf.reshape(x, [-1, channels]), units, scale=0.5, bias=False, **kwargs)
    return tf.reshape(x, [-1, height, width, units])


class Gated(keras.layers.Layer):
    """Is called under several scopes, and under none."""

    def __init__(self, keep=1.0, act=tf.nn.elu, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.keep = keep
        self.act = act

    def build(self, x_shape):
        filters = x_shape[-1]
        self.a = Conv(filters, act=self.act, keep=self.keep, name="a")
        self.b = Conv(filters, act=tf.nn.sigmoid, keep=self.keep, name="b")

    def call(self, x):
        a = self.a(x, training=False)
        b = self.b(a, training=False)
        return x + a * b

    def get_config(self):
        return super().get_config() | {
            "keep": self.keep,
            "act": keras.saving.serialize_keras_object(self.act),
        }

    @classmethod
    def from_config(cls, config):
        act = keras.saving.deserialize_keras_object(config["act"])
        return cls(**config | {"act": act})
