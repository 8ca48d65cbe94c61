"""The layers of both networks."""
import tensorflow as tf
import keras
from migrate import compat_scope


def leaky(x, slope):
    with compat_scope.name_scope("leaky"):
        # Twice the same input, so that gradients add up.
        x = tf.identity(x)
        return 0.5 * (1 + slope) * x + 0.5 * (1 - slope) * tf.abs(x)


class Normalize(keras.layers.Layer):
    """Statistics of the batch at hand, in training and afterwards."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("batch_normalization",)  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_normalization = BatchNormalization(
            3,
            epsilon=1e-5,
            momentum=0.1,
            gamma_initializer=keras.initializers.RandomNormal(mean=1.0, stddev=0.02),
            name="batch_normalization",
        )

    def call(self, x):
        return self.batch_normalization(x, training=True)


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


class Shrink(keras.layers.Layer):
    """[batch, n, n, in] => [batch, n / 2, n / 2, channels]"""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("separable_conv2d", "conv2d")  # counted in the scope around

    def __init__(self, channels, separable=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.separable = separable
        initializer = keras.initializers.RandomNormal(mean=0, stddev=0.02)
        if separable:
            self.separable_conv2d = keras.layers.SeparableConv2D(
                int(channels),
                kernel_size=4,
                strides=(2, 2),
                padding="same",
                depthwise_initializer=initializer.clone(),
                pointwise_initializer=initializer.clone(),
                name="separable_conv2d",
            )
            return
        self.conv2d = keras.layers.Conv2D(
            int(channels),
            kernel_size=4,
            strides=(2, 2),
            padding="same",
            kernel_initializer=initializer.clone(),
            name="conv2d",
        )

    def call(self, x):
        if self.separable:
            return self.separable_conv2d(x)
        return self.conv2d(x)


class Grow(keras.layers.Layer):
    """[batch, n, n, in] => [batch, n * 2, n * 2, channels]"""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("conv2d_transpose",)  # counted in the scope around

    def __init__(self, channels, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d_transpose = keras.layers.Conv2DTranspose(
            int(channels),
            kernel_size=4,
            strides=(2, 2),
            padding="same",
            kernel_initializer=keras.initializers.RandomNormal(mean=0, stddev=0.02),
            name="conv2d_transpose",
        )

    def call(self, x):
        return self.conv2d_transpose(x)


class JudgeConv(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("conv2d",)  # counted in the scope around

    def __init__(self, channels, stride, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = keras.layers.Conv2D(
            channels,
            kernel_size=4,
            strides=(stride, stride),
            padding="valid",
            kernel_initializer=keras.initializers.RandomNormal(mean=0, stddev=0.02),
            name="conv2d",
        )

    def call(self, x):
        padded = tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]], mode="CONSTANT")
        return self.conv2d(padded)
