import tensorflow as tf
import keras


class BatchNormalization(keras.layers.BatchNormalization):
    """Batch normalization whose `training` may be a tensor."""

    def call(self, inputs, training=False):
        if not keras.ops.is_tensor(training) and not training:
            return super().call(inputs, training=False)
        mean, variance = keras.ops.moments(inputs, [0, 1, 2])
        self.moving_mean.assign(self.momentum * self.moving_mean + (1 - self.momentum) * mean)
        self.moving_variance.assign(
            self.momentum * self.moving_variance + (1 - self.momentum) * variance
        )
        return keras.ops.batch_normalization(
            inputs, mean, variance, self.axis, self.beta, self.gamma, self.epsilon
        )


class ConvBlock(keras.layers.Layer):
    def __init__(self, filters, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False, name="conv")
        self.batch_normalization = BatchNormalization(momentum=0.9, epsilon=1e-5, name="bn")

    def call(self, x, is_training):
        x = self.conv2d(x)
        x = self.batch_normalization(x, training=is_training)
        return tf.nn.relu(x)
