"""Building blocks of the networks."""
import tensorflow as tf
import keras


class BatchNorm(keras.layers.Layer):
    """Batch normalization as an object, so that a network keeps its settings in one place."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, momentum=0.9, epsilon=1e-5, name="bn", **kwargs):
        super().__init__(name=name, **kwargs)
        self.momentum = momentum
        self.epsilon = epsilon
        self.batch_norm = BatchNormInPlace(
            momentum=self.momentum, epsilon=self.epsilon, name=self.name
        )

    def call(self, x, training=True):
        return self.batch_norm(x, training=training)


class Conv(keras.layers.Layer):
    def __init__(self, channels, size=3, stride=2, *, name="conv", **kwargs):
        super().__init__(name=name, **kwargs)
        self.channels = channels
        self.size = size
        self.stride = stride

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[self.size, self.size, x_shape[-1], self.channels],
            initializer=keras.initializers.TruncatedNormal(stddev=0.1),
        )

    def call(self, x):
        return tf.nn.conv2d(x, self.kernel, [1, self.stride, self.stride, 1], "SAME")


class Upconv(keras.layers.Layer):
    def __init__(self, shape, size=3, stride=2, *, name="upconv", **kwargs):
        super().__init__(name=name, **kwargs)
        self.shape = shape
        self.size = size
        self.stride = stride

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[self.size, self.size, self.shape[-1], x_shape[-1]],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )
        self.bias = self.add_weight(
            name="bias", shape=[self.shape[-1]], initializer="zeros"
        )

    def call(self, x):
        return (
            conv2d_transpose(
                x, self.kernel, self.shape, [1, self.stride, self.stride, 1]
            )
            + self.bias
        )


def conv2d_transpose(
    value,
    filter,
    output_shape,
    strides,
    padding="SAME",
    data_format="NHWC",
    name=None,
):
    """`tf.nn.conv2d_transpose` whose result has all of the static shape that is asked for."""
    output_shape = tf.convert_to_tensor(output_shape)
    result = tf.nn.conv_transpose(
        value, filter, output_shape, strides, padding, data_format, name=name
    )
    known = tf.get_static_value(output_shape, partial=True)
    if known is not None:
        result.set_shape([None if size is None else int(size) for size in known])
    return result


class BatchNormInPlace(keras.layers.BatchNormalization):
    """Batch normalization as in `tf.contrib.layers`, with `updates_collections=None`.

    The outputs wait for the moving averages; the moving variance is unbiased, and
    `training` may be a tensor.
    """

    tf1_order = ("beta", "gamma")
    tf1_update_ops = False  # TF1 collected none: outputs wait for them

    def build(self, input_shape):
        super().build(input_shape)
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
        updates = [
            self.subtract(self.moving_mean, rate * (self.moving_mean - mean)),
            self.subtract(self.moving_variance, rate * (self.moving_variance - unbiased)),
        ]
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

    def subtract(self, variable, change):
        """Subtracts in place, so that no update is lost when several run at once."""
        value = variable.value
        if hasattr(value, "assign_sub"):
            return value.assign_sub(change)
        return variable.assign_sub(change)  # Keras only asks for shapes


class Full(keras.layers.Layer):
    def __init__(self, units, with_weights=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.with_weights = with_weights

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        y = tf.matmul(x, self.w) + self.b
        if self.with_weights:
            return y, self.w.value, self.b.value
        return y
