"""The networks, as objects that know whether they were built."""
import tensorflow as tf
import keras

import ops


class Translator(keras.layers.Layer):
    """Turns images of one season into those of another."""

    tf1_attributes = {"variables": "trainable_variables"}  # as TF1 code knew them

    def __init__(self, name, is_training, filters=4, blocks=2, size=8, **kwargs):
        super().__init__(name=name, **kwargs)
        self.is_training = is_training  # a placeholder, or a bool
        self.filters = filters
        self.blocks = blocks
        # images are square
        self.size = size
        self.down = ops.Down(self.filters, name="d%d" % self.filters)
        if self.size > 4:
            self.residual = [
                ops.Residual(name="r{}".format(i)) for i in range(self.blocks)
            ]
        self.norm = BatchNormalization(name="norm")
        self.output_layer = keras.layers.Conv2DTranspose(
            3,
            kernel_size=3,
            strides=2,
            padding="same",
            activation="tanh",
            name="output",
        )

    def call(self, input):
        """
        Args:
          input: [batch, size, size, 3]
        Returns:
          images of the same size
        """
        # encode
        h = self.down(input)
        if self.size > 4:
            for residual in self.residual:
                h = residual(h)
        h = self.norm(h, training=self.is_training)

        # decode
        output = self.output_layer(h)  # (?, size, size, 3)

        return output

    def sample(self, input):
        images = (self(input) + 1.0) * 127.5
        return tf.cast(tf.round(images), tf.int32)


class Critic(keras.layers.Layer):
    tf1_order = (("down", "batch_norm"), "dense")  # as TF1 made them

    def __init__(self, name, widths=(4, 6), **kwargs):
        super().__init__(name=name, **kwargs)
        self.widths = widths
        self.down = [
            ops.Down(width, name="c%d" % i) for i, width in enumerate(self.widths)
        ]
        self.batch_norm = [
            BatchNorm(momentum=0.999, name="n%d" % i) for i, _ in enumerate(self.widths)
        ]
        self.flatten = keras.layers.Flatten()
        self.dense = keras.layers.Dense(1, name="dense")

    def call(self, input):
        h = input
        for down, batch_norm in zip(self.down, self.batch_norm):
            h = down(h)
            h = batch_norm(h, training=False)
        score = self.dense(self.flatten(h))
        return score

    @property
    def vars(self):
        return self.trainable_variables


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
