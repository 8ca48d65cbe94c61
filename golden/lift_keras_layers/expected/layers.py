"""Layers on Keras' base class whose variables live in TF1's scopes."""
import tensorflow as tf
import keras


class Normalize(keras.layers.Layer):
    """Layer normalization with a bias and a gain."""

    def __init__(self, epsilon=1e-6, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.epsilon = epsilon

    def build(self, x_shape):
        width = x_shape[-1]
        # One of each for a channel.
        self.gain = self.add_weight(name="gain", shape=[width], initializer="ones")
        self.bias = self.add_weight(name="bias", shape=[width], initializer="zeros")

    def call(self, x):
        mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
        return (x - mean) * tf.math.rsqrt(
            variance + self.epsilon
        ) * self.gain + self.bias

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        config = super().get_config()
        config["epsilon"] = self.epsilon
        return config


class Highway(keras.layers.Layer):
    def __init__(self, units, activation=tf.nn.relu, name="highway", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.activation = activation
        self.hidden = keras.layers.Dense(
            self.units, activation=self.activation, name="hidden"
        )
        self.norm = BatchNormalization(name="norm")

    def build(self, inputs_shape):
        self.carry = self.add_weight(
            name="carry",
            shape=[int(inputs_shape[-1])],
            initializer=keras.initializers.Constant(-1.0),
        )
        self.dense = keras.layers.Dense(inputs_shape[-1], name="dense")

    def call(self, inputs, training=False):
        """Mixes what is computed with what comes in."""
        h = self.hidden(inputs)
        h = self.norm(h, training=training)
        h = self.dense(h)
        gate = tf.sigmoid(self.carry)
        return gate * h + (1.0 - gate) * inputs

    def get_config(self):
        return super().get_config() | {
            "units": self.units,
            "activation": keras.saving.serialize_keras_object(self.activation),
        }

    @classmethod
    def from_config(cls, config):
        activation = keras.saving.deserialize_keras_object(config["activation"])
        return cls(**config | {"activation": activation})


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


class Positions(keras.layers.Layer):
    """Adds what is learned about each position."""

    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        length, width = list(x_shape)[1:]
        self.table = self.add_weight(
            name="table",
            shape=[length, width],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )

    def call(self, x):
        return x + self.table


class Project(keras.layers.Layer):
    def __init__(self, units, *, name="project", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.tensordot(x, self.w, [[-1], [0]]) + self.b
