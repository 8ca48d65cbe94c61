"""Batch normalization, written out."""

import tensorflow as tf
import keras
from migrate import compat_scope


class BatchNormLayer(keras.layers.Layer):
    """Normalizes images.

    Args:
        x: images, [batch, height, width, n_out]
        phase_train: a bool tensor, true in training
    """

    tf1_names = {
        "moments_Squeeze_ExponentialMovingAverage": "{scope}/moments/Squeeze/ExponentialMovingAverage",
        "moments_Squeeze_1_ExponentialMovingAverage": "{scope}/moments/Squeeze_1/ExponentialMovingAverage",
    }

    def __init__(self, n_out, decay=0.9, eps=1e-5, *, name="bn", **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_out = n_out
        self.decay = decay
        self.eps = eps

    def build(self, x_shape):
        self.beta = self.add_weight(
            name="beta",
            shape=[self.n_out],
            initializer=keras.initializers.Constant(0.0),
        )
        self.gamma = self.add_weight(
            name="gamma",
            shape=[self.n_out],
            initializer=keras.initializers.RandomNormal(mean=1.0, stddev=0.02),
        )
        self.moving_mean = self.add_weight(
            name="moments_Squeeze_ExponentialMovingAverage",
            shape=list(x_shape)[3:],
            initializer="zeros",
            trainable=False,
        )
        self.moving_variance = self.add_weight(
            name="moments_Squeeze_1_ExponentialMovingAverage",
            shape=list(x_shape)[3:],
            initializer="zeros",
            trainable=False,
        )

    def call(self, x, phase_train):
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2], name="moments")

        # In training the averages follow the batch.
        mean, var = batch_or_average(
            phase_train,
            (batch_mean, batch_var),
            (self.moving_mean.value, self.moving_variance.value),
            self.decay,
        )
        return tf.nn.batch_normalization(x, mean, var, self.beta, self.gamma, self.eps)


class NormTemplate(keras.layers.Layer):
    """Normalizes over any axes; `bn_decay` may be a tensor, or None."""

    tf1_names = {
        "moments_Squeeze_ExponentialMovingAverage": "{scope}/moments/Squeeze/ExponentialMovingAverage",
        "moments_Squeeze_1_ExponentialMovingAverage": "{scope}/moments/Squeeze_1/ExponentialMovingAverage",
    }

    def __init__(self, axes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.axes = axes

    def build(self, inputs_shape):
        channels = inputs_shape[-1]
        self.offset = self.add_weight(
            name="offset",
            shape=[channels],
            initializer=keras.initializers.Constant(0.0),
        )
        self.scale = self.add_weight(
            name="scale", shape=[channels], initializer=keras.initializers.Constant(1.0)
        )
        self.moving_mean = self.add_weight(
            name="moments_Squeeze_ExponentialMovingAverage",
            shape=list(inputs_shape)[len(self.axes) :],
            initializer="zeros",
            trainable=False,
        )
        self.moving_variance = self.add_weight(
            name="moments_Squeeze_1_ExponentialMovingAverage",
            shape=list(inputs_shape)[len(self.axes) :],
            initializer="zeros",
            trainable=False,
        )

    def call(self, inputs, is_training, bn_decay):
        batch_mean, batch_var = compat_scope.nn.moments(inputs, self.axes)
        decay = bn_decay if bn_decay is not None else 0.5

        # before they are used
        mean, var = batch_or_average(
            is_training,
            (batch_mean, batch_var),
            (self.moving_mean.value, self.moving_variance.value),
            decay,
        )
        return tf.nn.batch_normalization(
            inputs, mean, var, self.offset, self.scale, 1e-3
        )


def batch_or_average(training, values, averages, decay):
    """The values of a batch in training, which the moving averages follow; the averages otherwise.

    `training` is a bool or a scalar tensor. In a graph the values wait for the averages.
    """
    training = tf.reshape(tf.cast(training, tf.bool), [])
    updates = [
        average.assign_sub(tf.where(training, (1.0 - decay) * (average - value), 0.0))
        for value, average in zip(values, averages)
        if hasattr(average, "assign_sub")  # not where Keras only asks for shapes
    ]
    with tf.control_dependencies(updates):
        return [tf.where(training, value, average) for value, average in zip(values, averages)]


class NormConv(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.norm_template = NormTemplate([0, 1, 2], name=scope)

    def call(self, inputs, is_training, bn_decay=None):
        return self.norm_template(inputs, is_training=is_training, bn_decay=bn_decay)


def always_moved(x, is_training):
    """Its averages move whether it trains or not."""
    with compat_scope.variable_scope("always"):
        shift = compat_scope.get_variable("shift", [2])
        mean, var = tf.nn.moments(x, [0])
        ema = compat_scope.train.ExponentialMovingAverage(0.8)
        moved = ema.apply([mean, var])

        def updated():
            with tf.control_dependencies([moved]):
                return tf.identity(mean), tf.identity(var)

        m, v = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(mean), ema.average(var)))
        return (x - m) * tf.math.rsqrt(v + 1.0) + shift


def debiased(x, is_training):
    """Its averages are corrected for where they started."""
    with compat_scope.variable_scope("debiased"):
        shift = compat_scope.get_variable("shift", [2])
        mean, var = tf.nn.moments(x, [0])
        ema = compat_scope.train.ExponentialMovingAverage(0.8, zero_debias=True)

        def updated():
            with tf.control_dependencies([ema.apply([mean, var])]):
                return tf.identity(mean), tf.identity(var)

        m, v = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(mean), ema.average(var)))
        return (x - m) * tf.math.rsqrt(v + 1.0) + shift
