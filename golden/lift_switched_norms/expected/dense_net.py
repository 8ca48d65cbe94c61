import tensorflow as tf
import keras
from migrate.compat_scope.contrib.layers import batch_norm


class Normalize(keras.layers.Layer):
    """Corrects its moving mean for its start."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_norm = BatchNormDebiased(momentum=0.9, name=scope)

    def call(self, x, training):
        return self.batch_norm(x, training=training)


class NormalizeAlways(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope="bn", *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_norm = BatchNormInPlace(momentum=0.7, scale=False, name=scope)

    def call(self, x, training):
        return self.batch_norm(x, training=training)


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


class BatchNormDebiased(keras.layers.BatchNormalization):
    """Batch normalization as in `tf.contrib.layers`, with `zero_debias_moving_mean=True`.

    The moving mean makes up for its start at zero. With `updates_collections=None` the outputs
    wait for the moving averages. The moving variance is unbiased, and `training` may be a tensor.
    """

    tf1_order = ("beta", "gamma")
    tf1_names = {
        "biased": "{scope}/moving_mean/biased",
        "local_step": "{scope}/moving_mean/local_step",
    }

    def build(self, input_shape):
        super().build(input_shape)
        self.biased = self.add_weight(
            name="biased", shape=self.moving_mean.shape, initializer="zeros", trainable=False
        )
        self.local_step = self.add_weight(
            name="local_step", shape=(), initializer="zeros", trainable=False
        )
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
        training = keras.ops.reshape(keras.ops.cast(training, "bool"), ())
        with tf.control_dependencies(self.updates(mean, unbiased, training)):
            x = tf.identity(x)
        outputs = keras.ops.batch_normalization(
            x,
            keras.ops.where(training, mean, self.moving_mean),
            keras.ops.where(training, variance, self.moving_variance),
            self.axis,
            offset=self.beta if self.center else None,
            scale=self.gamma if self.scale else None,
            epsilon=self.epsilon,
        )
        return keras.ops.cast(outputs, self.compute_dtype)

    def updates(self, mean, variance, training):
        """Moves the averages, if it is training."""
        rate = 1 - self.momentum
        old = keras.ops.convert_to_tensor(self.biased)
        biased = old - rate * (old - mean)
        steps = keras.ops.convert_to_tensor(self.local_step)
        corrected = biased / (1 - self.momentum ** (steps + 1))
        changes = [
            (self.biased, old - biased),
            (self.local_step, steps - (steps + 1)),
            (self.moving_mean, self.moving_mean - corrected),
            (self.moving_variance, rate * (self.moving_variance - variance)),
        ]
        changes = [(v, keras.ops.where(training, change, 0.0)) for v, change in changes]
        with tf.control_dependencies([change for _, change in changes]):  # all of the old values
            return [self.subtract(variable, change) for variable, change in changes]

    def subtract(self, variable, change):
        """Subtracts in place, so that no update is lost when several run at once."""
        value = variable.value
        if hasattr(value, "assign_sub"):
            return value.assign_sub(change)
        return variable.assign_sub(change)  # Keras only asks for shapes


class Bottleneck(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, filters, scope, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scope = scope
        self.normalize = Normalize(scope=scope + "_batch1")
        self.conv2d = keras.layers.Conv2D(
            filters,
            kernel_size=3,
            padding="SAME",
            use_bias=False,
            name=scope + "_conv1",
        )

    def call(self, x, training):
        with tf.name_scope(self.scope):
            x = self.normalize(x, training=training)
            x = tf.nn.relu(x)
            return self.conv2d(x)


class Network(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.bottleneck = [Bottleneck(4, "bottle_" + str(i)) for i in range(2)]
        self.normalize = Normalize("linear_batch")
        self.hidden = keras.layers.Dense(5, name="hidden")
        self.normalize_always = NormalizeAlways()
        self.linear = keras.layers.Dense(2, name="linear")

    def call(self, x, training):
        for bottleneck in self.bottleneck:
            x = tf.concat([x, bottleneck(x, training=training)], 3)
        x = self.normalize(x, training=training)
        x = tf.reduce_mean(tf.nn.relu(x), [1, 2])
        with keras.name_scope("head"):
            x = self.normalize_always(self.hidden(x), training=training)
        return self.linear(x)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.network = Network()

    def call(self, images, training):
        return self.network(images, training=training)


def other_settings(x, training):
    return tf.compat.v1.cond(training,
                   lambda: batch_norm(x, is_training=True, epsilon=0.1, updates_collections=None, scope="bn"),
                   lambda: batch_norm(x, is_training=False, updates_collections=None, scope="bn", reuse=True))


def later_updates(x, training):
    return tf.compat.v1.cond(training,
                   lambda: batch_norm(x, is_training=True, scope="bn"),
                   lambda: batch_norm(x, is_training=False, scope="bn", reuse=True))


def the_wrong_way(x, training):
    return tf.compat.v1.cond(training,
                   lambda: batch_norm(x, is_training=False, updates_collections=None, scope="bn"),
                   lambda: batch_norm(x, is_training=True, updates_collections=None, scope="bn", reuse=True))
