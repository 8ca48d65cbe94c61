"""Layers with more layers around them, which pass on what they are given."""

import tensorflow as tf
import keras
from migrate import compat_scope

SLOPE = 0.1


def leaky(x):
    return tf.maximum(x, SLOPE * x)


class Conv(keras.layers.Layer):
    """A convolution over time."""

    def __init__(self, filters, size=3, stride=1, bias=True, *, name="conv", **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.size = size
        self.stride = stride
        self.bias = bias

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[self.size, x_shape[-1], self.filters],
            initializer="glorot_uniform",
        )
        if self.bias:
            self.bias_2 = self.add_weight(
                name="bias",
                shape=[self.filters],
                initializer=keras.initializers.Constant(0.1),
            )

    def call(self, x):
        y = tf.nn.conv1d(x, self.kernel, self.stride, "SAME")
        if self.bias:
            y += self.bias_2
        return y


def conv(x, filters, size=3, stride=1, name="conv", bias=True):
    return compat_scope.get_layer(Conv, filters, size, stride, bias, name=name)(x)


class Norm(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name="norm", *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_normalization = BatchNormalization(momentum=0.9, name=scope_name)

    def call(self, x, training):
        return self.batch_normalization(x, training=training)


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


def conv_bn(x, *args, **kwargs):
    """A convolution and what makes its outputs even."""
    name = kwargs_name(kwargs)
    return leaky(
        compat_scope.get_layer(Norm, scope_name=name)(
            conv(x, *args, **kwargs), training=False
        )
    )


def kwargs_name(kwargs):
    return kwargs.get("name", "conv") + "_norm"


class ConvLeaky(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        filters,
        size=3,
        stride=1,
        scope_name="conv",
        bias=True,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.conv = Conv(filters, size=size, stride=stride, bias=bias, name=scope_name)

    def call(self, x):
        return leaky(self.conv(x))


class Halve(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, filters, scope_name, *, bias=True, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv_leaky = ConvLeaky(
            filters, 4, stride=2, scope_name=scope_name, bias=bias
        )

    def call(self, x):
        # Neither the size nor the stride is a matter of the caller.
        return self.conv_leaky(x)


class DenseLeaky(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        units,
        *,
        activation=None,
        kernel_initializer=None,
        scope_name,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(
            units,
            activation=activation,
            kernel_initializer=kernel_initializer,
            name=scope_name,
        )

    def call(self, x):
        with tf.name_scope("activated"):
            return leaky(self.dense(x))


def gate(x, *tensors, **settings):
    """The sigmoid of a layer of everything side by side."""
    return x * tf.sigmoid(compat_scope.layers.dense(tf.concat((x,) + tensors, -1), tf.compat.dimension_value(x.shape[-1]), **settings))


