import tensorflow as tf
import keras
from migrate import compat_scope


class Norm(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, name, scale=False, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scale = scale
        self.batch_norm = BatchNorm(scale=self.scale, momentum=0.999, name=self.name)

    def call(self, x, training=False):
        return self.batch_norm(x, training=training)


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


class Encode(keras.layers.Layer):
    """Returns mean and spread [batch, code]."""

    def __init__(self, temperature, units, scale, code, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.hidden = _Hidden(temperature, units, name="hidden")
        self.norm = Norm("norm", scale=scale)
        self.mean = keras.layers.Dense(code, name="mean")
        self.spread = keras.layers.Dense(code, activation="softplus", name="spread")

    def call(self, x, training=False):
        h = self.hidden(x)
        h = self.norm(h, training=training)
        mean = self.mean(h)
        spread = self.spread(h)
        last_mean = mean
        if self.units > 3:
            return (mean, spread), {"last_mean": last_mean}
        return (mean, spread * 2.0), {"last_mean": last_mean}


class _Hidden(keras.layers.Layer):
    def __init__(self, temperature, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.temperature = temperature
        self.dense = [
            keras.layers.Dense(units // (i + 1), name="layer%d" % i) for i in range(2)
        ]

    def call(self, x):
        # the widths halve
        for dense in self.dense:
            x = _activate(dense(x), self.temperature)
        return x


def _activate(x, temperature):
    return tf.nn.relu(x) * temperature


class Decode(keras.layers.Layer):
    def __init__(self, width, temperature, units, *, name="decoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.up = _Hidden(temperature, units, name="up")
        self.out = keras.layers.Dense(width, name="out")

    def call(self, z):
        decoded = self.out(self.up(z))
        return decoded


class DecodeAgain(keras.layers.Layer):
    """The same weights without a temperature."""

    def __init__(self, width, units, *, name="decoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = [
            keras.layers.Dense(units // (i + 1), name="layer%d" % i) for i in range(2)
        ]
        self.out = keras.layers.Dense(width, name="out")

    def call(self, z):
        with keras.name_scope("up"):
            for dense in self.dense:
                z = tf.nn.relu(dense(z))
        return self.out(z)


class Distance(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, a_shape):
        self.importance = self.add_weight(
            name="importance", shape=[a_shape[-1]], initializer="ones"
        )

    def call(self, a, b):
        return tf.reduce_sum(tf.square(a - b) * self.importance, -1)


class Autoencoder(object):
    """Encodes to a mean and a spread, and back; everything it builds it builds in methods."""

    def __init__(self, units, code, scope="autoencoder", scale=True, activation=tf.nn.elu):
        self._units = units
        self.code = code
        self.scope = scope
        self.scale = scale
        self.activation = activation
        self.temperature = 1.0

    def encode(self, x, training=False, reuse=False):
        result, made = compat_scope.get_layer(
            Encode,
            self.temperature,
            self._units,
            self.scale,
            self.code,
            name=self.scope + '_encoder',
            reuse=reuse,
        )(x, training=training)
        self.last_mean = made["last_mean"]
        return result

    def _activate(self, x):
        return _activate(x, self.temperature)

    def decode(self, z, width):
        self.decoded = compat_scope.get_layer(
            Decode, width, self.temperature, self._units, name="decoder"
        )(z)

    def decode_again(self, z, width):
        return compat_scope.get_layer(
            DecodeAgain, width, self._units, name="decoder", reuse=True
        )(z)

    @staticmethod
    def distance(a, b):
        return compat_scope.get_layer(Distance)(a, b=b)


def forward(x, y):
    model = Autoencoder(4, 2)
    mean, spread = model.encode(x)
    again, _ = model.encode(y, reuse=True)
    model.temperature = 2.0  # from here on
    model.decode(mean + spread, 3)
    other = model.decode_again(again, 3)
    last = tf.reduce_sum(model.last_mean)
    return model.decoded, other, last, model.distance(model.decoded, other)
