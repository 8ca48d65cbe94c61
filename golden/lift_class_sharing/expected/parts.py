import tensorflow as tf
import keras


class Norm(keras.layers.Layer):
    """Batch normalization that is given its scope by whoever calls it."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, epsilon=1e-5, momentum=0.9, name="norm", **kwargs):
        super().__init__(name=name, **kwargs)
        self.epsilon = epsilon
        self.momentum = momentum
        self.batch_normalization = BatchNormalization(
            momentum=self.momentum, epsilon=self.epsilon, name=self.name
        )

    def call(self, x, train=True):
        return self.batch_normalization(x, training=train)


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


class Dense(keras.layers.Layer):
    # as TF1 code knew them
    tf1_attributes = {
        "output": "output_",
        "dtype": "dtype_",
        "losses": "losses_",
    }

    def __init__(self, name, output, kind=None, losses=0, **kwargs):
        super().__init__(name=name, **kwargs)
        self.output_ = output  # units
        self.dtype_ = kind or tf.float32
        self.losses_ = losses

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.output_], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.output_], initializer="zeros")

    def call(self, x):
        return tf.cast(tf.matmul(x, self.w) + self.b, self.dtype_)


class Policy(keras.layers.Layer):
    def __init__(self, units, name="policy", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.dense = keras.layers.Dense(self.units, activation="tanh", name="dense")
        self.batch_normalization = keras.layers.BatchNormalization(
            name="batch_normalization"
        )
        self.dense_1 = keras.layers.Dense(self.units, name="dense_1")

    @property
    def trainable_vars(self):
        return self.trainable_variables

    @property
    def all_vars(self):
        return [v for v in self.variables if "bias" not in v.name]

    def call(self, x):
        h = self.dense(x)
        h = self.batch_normalization(h, training=False)
        return self.dense_1(h)


class Value(keras.layers.Layer):
    def __init__(self, depth=2, name="value", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.dense = [
            keras.layers.Dense(3 + i, activation="relu", name="fc%d" % i)
            for i in range(self.depth)
        ]

    def embedding(self, x, scale=2.0):
        return tf.nn.elu(self(x * scale))

    def call(self, x):
        for dense in self.dense:
            x = dense(x)
        return x


class Shared(keras.layers.Layer):
    def __init__(self, *, name="shared", **kwargs):
        super().__init__(name=name, **kwargs)
        self.calls = "shared"

    def build(self, x_shape):
        self.scale = self.add_weight(
            name="scale", shape=[x_shape[1]], initializer="ones"
        )

    def call(self, x):
        return x * self.scale
