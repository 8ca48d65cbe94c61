"""A discriminator that assigns to variables itself, beside a batch norm, whose updates TF1 collects."""

import tensorflow as tf
import keras


class SpectralNorm(keras.layers.Layer):
    """Divides by the largest singular value, which `u` follows whenever the weights are used."""

    tf1_scope = ""  # opens no scope of its own

    def build(self, w_shape):
        self.u = self.add_weight(
            name="u",
            shape=[1, w_shape[-1]],
            initializer=keras.initializers.TruncatedNormal(stddev=1.0),
            trainable=False,
        )

    def call(self, w):
        v = tf.nn.l2_normalize(tf.matmul(self.u, tf.transpose(w)))
        new_u = tf.nn.l2_normalize(tf.matmul(v, w))
        with tf.control_dependencies([self.u.value.assign(new_u)]):
            return w / tf.reduce_sum(tf.matmul(v, w) * new_u)


class Discriminator(keras.layers.Layer):
    def __init__(self, units=6, *, name="discriminator", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.spectral_norm = SpectralNorm()
        self.bn = BatchNormalization(momentum=0.9, name="bn")
        self.logit = keras.layers.Dense(1, name="logit")

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.5),
        )

    def call(self, x, training=True):
        h = tf.matmul(x, self.spectral_norm(self.w.value))
        h = self.bn(h, training=training)
        return self.logit(tf.nn.relu(h))


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


class Steps(keras.layers.Layer):
    """A counter, and what makes it count."""

    def build(self):
        self.count = self.add_weight(
            name="count", shape=[], initializer="zeros", trainable=False
        )

    def call(self, inputs=None):
        return self.count.value, tf.compat.v1.assign_add(self.count.value, 1.0)
