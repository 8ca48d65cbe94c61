import tensorflow as tf
import keras


class ConvBn(keras.layers.Layer):
    def __init__(self, filters, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv = keras.layers.Conv2D(
            filters, kernel_size=3, padding="same", use_bias=False, name="conv"
        )
        self.bn = BatchNormalization(momentum=0.9, epsilon=1e-5, name="bn")

    def call(self, x, is_training):
        x = self.conv(x)
        x = self.bn(x, training=is_training)
        return tf.nn.relu(x)


class DenseBn(keras.layers.Layer):
    def __init__(self, units, *, name="dense_bn", **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = keras.layers.Dense(units, name="fc")
        self.bn = BatchNorm(momentum=0.8, name="bn")

    def call(self, x, train):
        x = self.fc(x)
        return self.bn(x, training=train)


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


class BatchNorm(keras.layers.BatchNormalization):
    """Batch normalization as in `tf.contrib.layers`.

    The moving variance is unbiased, and `training` may be a tensor.
    """

    def build(self, input_shape):
        super().build(input_shape)
        if len(input_shape) == 2:
            self.tf1_order = ("beta", "gamma")
        if len(input_shape) in (2, 4):  # the least epsilon of the fused kernel
            self.epsilon = max(self.epsilon, 1.001e-5)

    def call(self, inputs, training=True):
        if not keras.ops.is_tensor(training) and not training:
            return super().call(inputs, training=False)
        rank = len(inputs.shape)
        axes = [axis for axis in range(rank) if axis != self.axis % rank]
        x = keras.ops.cast(inputs, self.variable_dtype)
        if rank in (2, 4):  # these went through a fused kernel
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


class Frozen(keras.layers.Layer):
    """Normalizes with what the checkpoint holds."""

    def __init__(self, *, name="frozen", **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_normalization = keras.layers.BatchNormalization(
            center=False, name="batch_normalization"
        )

    def call(self, x):
        return self.batch_normalization(x, training=False)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.block1 = ConvBn(3, name="block1")
        self.block2 = ConvBn(4, name="block2")
        self.dense_bn = DenseBn(3)
        self.frozen = Frozen()

    def call(self, images, is_training):
        net = self.block1(images, is_training=is_training)
        net = self.block2(net, is_training=is_training)
        net = tf.reduce_mean(net, [1, 2])
        net = self.dense_bn(net, train=is_training)
        return self.frozen(net)
