"""Encoders whose parts are chosen by a setting before they are called."""

import tensorflow as tf
import keras
from migrate import compat_scope


class Recurrent(object):
    def __init__(self, units):
        self.units = units


class BatchNormLayer(keras.layers.Layer):
    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.bn = BatchNormalization(name="bn")

    def call(self, x, training=False):
        return self.bn(x, training=training)


class ScaleNorm(keras.layers.Layer):
    def build(self, x_shape):
        self.scale = self.add_weight(
            name="scale", shape=[x_shape[-1]], initializer="ones"
        )

    def call(self, x):
        return (
            x
            * self.scale
            / tf.sqrt(tf.reduce_mean(tf.square(x), -1, keepdims=True) + 1e-6)
        )


class Gated(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], 2 * self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.3),
        )

    def call(self, x):
        a, b = tf.split(tf.matmul(x, self.w), 2, axis=1)
        return a * tf.sigmoid(b)


def gated(x, units, name):
    return compat_scope.get_layer(Gated, units, name=name)(x)


class Dense(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, name=scope_name)

    def call(self, x):
        return self.dense(x)


def dense(x, units, name):
    return compat_scope.get_layer(Dense, units, name)(x)


LAYERS = {"gated": gated, "dense": dense}


class Norm(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, kind, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind
        if kind == "batch":
            self.batch_norm = BatchNormLayer(name=scope_name)
        else:
            self.scale_norm = ScaleNorm(name=scope_name)

    def call(self, x):
        if self.kind == "batch":
            return self.batch_norm(x, training=False)
        else:
            return self.scale_norm(x)


class Normed(keras.layers.Layer):
    """The norm is chosen once and used twice."""

    def __init__(self, kind, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.d1 = keras.layers.Dense(4, name="d1")
        self.norm = Norm("n1", kind=kind)
        self.d2 = keras.layers.Dense(3, name="d2")
        self.norm_2 = Norm("n2", kind=kind)

    def call(self, x):
        x = tf.nn.relu(self.norm(self.d1(x)))
        return self.norm_2(self.d2(x))


class OptionalNorm(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, use_norm, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.use_norm = use_norm
        if use_norm:
            self.batch_norm = BatchNormLayer(name=scope_name)

    def call(self, h, training):
        if self.use_norm:
            return self.batch_norm(h, training=training)
        else:
            return h


class Optional(keras.layers.Layer):
    """Without a norm the name holds a function that does nothing."""

    def __init__(self, use_norm, *, name="optional", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(4, "d1")
        self.optional_norm = OptionalNorm("n1", use_norm=use_norm)
        self.dense_2 = Dense(3, "d2")
        self.optional_norm_2 = OptionalNorm("n2", use_norm=use_norm)

    def call(self, x, training=False):
        x = self.optional_norm(self.dense(x), training=training)
        return self.optional_norm_2(self.dense_2(x), training=training)


class TowerLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, scope_name, kind, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind
        if kind == "gated":
            self.gated = Gated(units, name=scope_name)
        elif kind == "dense":
            self.dense = Dense(units, scope_name)

    def call(self, x):
        if self.kind == "gated":
            return self.gated(x)
        elif self.kind == "dense":
            return self.dense(x)
        raise ValueError("no layer of kind %r" % self.kind)


class Tower(keras.layers.Layer):
    def __init__(self, kind, depth, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.tower_layer = [
            TowerLayer(3, "layer_%d" % i, kind=kind) for i in range(depth)
        ]

    def call(self, x):
        for tower_layer in self.tower_layer:
            x = tf.tanh(tower_layer(x))
        return x


class FromTableLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, scope_name, kind, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind
        if kind == "gated":
            self.gated = Gated(units, name=scope_name)
        elif kind == "dense":
            self.dense = Dense(units, scope_name)

    def call(self, x):
        if self.kind == "gated":
            return self.gated(x)
        elif self.kind == "dense":
            return self.dense(x)
        raise KeyError(self.kind)


class FromTable(keras.layers.Layer):
    def __init__(self, kind, *, name="from_table", **kwargs):
        super().__init__(name=name, **kwargs)
        self.from_table_layer = FromTableLayer(5, "first", kind=kind)
        self.from_table_layer_2 = FromTableLayer(2, "second", kind=kind)
        self.dense = Dense(2, "last")

    def call(self, x):
        return self.dense(self.from_table_layer_2(self.from_table_layer(x)))


class Layer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, scope_name, settings, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings
        if isinstance(settings, Recurrent):
            self.gated = Gated(units, name=scope_name)
        else:
            self.dense = Dense(units, scope_name)

    def call(self, x):
        if isinstance(self.settings, Recurrent):
            return self.gated(x)
        else:
            return self.dense(x)


class ByType(keras.layers.Layer):
    def __init__(self, settings, default=4, *, name="by_type", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer = Layer(default, "only", settings=settings)

    def call(self, x):
        return self.layer(x)


class MaybeNormed(keras.layers.Layer):
    """The norm may be none."""

    def __init__(self, use_norm, *, name="maybe_normed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.use_norm = use_norm
        self.dense = Dense(4, "d1")
        if use_norm:
            self.n1 = ScaleNorm(name="n1")
        self.dense_2 = Dense(3, "d2")

    def call(self, x):
        x = self.dense(x)
        if self.use_norm:
            x = self.n1(x)
        return self.dense_2(x)


class Convolved(keras.layers.Layer):
    """TF1's layers take the norm, or none, as an argument."""

    def __init__(self, use_norm, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.use_norm = use_norm
        if use_norm:
            self.c1 = Convolution2D(
                3,
                kernel_size=[2, 2],
                padding="same",
                activation="relu",
                use_bias=False,
                normalizer=BatchNorm(momentum=0.999, scale=False, name="BatchNorm"),
                name="c1",
            )
        else:
            self.c1 = Convolution2D(
                3, kernel_size=[2, 2], padding="same", activation="relu", name="c1"
            )
        if use_norm:
            self.c2 = Convolution2D(
                2,
                kernel_size=[2, 2],
                padding="same",
                use_bias=False,
                normalizer=BatchNorm(momentum=0.999, scale=False, name="BatchNorm"),
                name="c2",
            )
        else:
            self.c2 = Convolution2D(2, kernel_size=[2, 2], padding="same", name="c2")

    def call(self, x, training=False):
        if self.use_norm:
            x = self.c1(x, training=training)
        else:
            x = self.c1(x)
        if self.use_norm:
            return self.c2(x, training=training)
        else:
            return self.c2(x)


class Convolution2D(keras.layers.Conv2D):
    """A convolution with the variables `weights` and `biases`.

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


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.normed_batch = Normed("batch", name="normed_batch")
        self.normed_scale = Normed("scale", name="normed_scale")
        self.optional = Optional(True)
        self.none = Optional(False, name="none")
        self.tower = Tower("gated", 2, name="tower")
        self.other = Tower("dense", 1, name="other")
        self.from_table = FromTable("gated")
        self.by_type = ByType(Recurrent(3))
        self.maybe_normed = MaybeNormed(True)
        self.without = MaybeNormed(False, name="without")
        self.convolved = Convolved(
            True, name="convolved_%s" % ("norm" if True else "plain")
        )
        self.convolved_2 = Convolved(
            False, name="convolved_%s" % ("norm" if False else "plain")
        )

    def call(self, x, images):
        return [
            self.normed_batch(x) + self.normed_scale(x),
            self.optional(x, training=False) + self.none(x, training=False),
            self.tower(x) + self.other(x),
            self.from_table(x),
            self.by_type(x),
            self.maybe_normed(x) + self.without(x),
            self.convolved(images, training=False)
            + self.convolved_2(images, training=False),
        ]
