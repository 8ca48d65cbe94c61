import tensorflow as tf
import keras


class Bn(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_norm = BatchNormInPlace(momentum=0.9, epsilon=1e-5, name=scope_name)

    def call(self, x, is_training):
        return self.batch_norm(x, training=is_training)


class Images(keras.layers.Layer):
    def __init__(self, *, name="images", **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_norm = BatchNorm(
            gamma_initializer=keras.initializers.Constant(1.5),
            momentum=0.999,
            name="BatchNorm",
        )
        self.batch_norm_1 = BatchNorm(momentum=0.8, scale=False, name="BatchNorm_1")
        self.batch_normalization = BatchNormalization(
            momentum=0.7, name="batch_normalization"
        )
        self.frozen = keras.layers.BatchNormalization(
            momentum=0.999, scale=False, name="frozen"
        )
        self.bn = Bn("in_place")

    def call(self, x, is_training):
        x = self.batch_norm(x, training=is_training)
        x = tf.nn.relu(self.batch_norm_1(x, training=is_training))
        x = self.batch_normalization(x, training=is_training)
        x = self.frozen(x, training=False)
        return self.bn(x, is_training=False)


class Vectors(keras.layers.Layer):
    def __init__(self, *, name="vectors", **kwargs):
        super().__init__(name=name, **kwargs)
        self.batch_norm = BatchNorm(momentum=0.9, name="BatchNorm")
        self.batch_normalization = BatchNormalization(
            momentum=0.7, name="batch_normalization"
        )
        self.fully_connected = FullyConnected(
            3,
            activation="relu",
            use_bias=False,
            normalizer=BatchNorm(momentum=0.5, scale=False, name="BatchNorm"),
            name="fully_connected",
        )

    def call(self, x, is_training):
        x = self.batch_norm(x, training=is_training)
        x = self.batch_normalization(x, training=is_training)
        return self.fully_connected(x, training=is_training)


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


class Last(keras.layers.Layer):
    def __init__(self, *, name="last", **kwargs):
        super().__init__(name=name, **kwargs)
        self.bn = Bn("in_place")

    def call(self, x, is_training):
        return self.bn(x, is_training=is_training)


class Net(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.images = Images()
        self.vectors = Vectors()
        self.last = Last()

    def call(self, x, is_training=True):
        h = self.images(x, is_training=is_training)
        return self.last(
            self.vectors(tf.reduce_mean(h, [1, 2]), is_training=is_training),
            is_training=False,
        )
