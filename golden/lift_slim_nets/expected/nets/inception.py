import tensorflow as tf
import keras
from migrate.compat_scope.contrib import slim

from nets.blocks import Reduction, Residual


def arg_scope(weight_decay=0.0005, use_batch_norm=True, decay=0.95):
    """The settings of the network's layers.

    Args:
      weight_decay: the factor of the weights' L2 losses.
      use_batch_norm: whether convolutions are normalized.
      decay: of the moving averages.

    Returns:
      An `arg_scope` to build the network under.
    """
    batch_norm_params = {
        "decay": decay,
        # prevents 0s in variance
        "epsilon": 0.001,
    }
    if use_batch_norm:
        normalizer_fn = slim.batch_norm
        normalizer_params = batch_norm_params
    else:
        normalizer_fn = None
        normalizer_params = {}
    with slim.arg_scope([slim.conv2d, slim.fully_connected], weights_regularizer=slim.l2_regularizer(weight_decay)):
        with slim.arg_scope([slim.conv2d],
                            weights_initializer=slim.initializers.xavier_initializer(),
                            activation_fn=tf.nn.relu,
                            normalizer_fn=normalizer_fn,
                            normalizer_params=normalizer_params) as sc:
            return sc


class Inception(keras.layers.Layer):
    """Builds the network.

    Args:
      inputs: a batch of images.

    Returns:
      The logits, and a dict of the layers' outputs.
    """

    def __init__(
        self,
        num_classes,
        keep_prob=0.8,
        weight_decay=0.0005,
        decay=0.95,
        *,
        name="Inception",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.Conv2d_1a_3x3 = Convolution2D(
            4,
            kernel_size=3,
            strides=2,
            padding="VALID",
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            activation="relu",
            use_bias=False,
            normalizer=BatchNorm(momentum=decay, scale=False, name="BatchNorm"),
            name="Conv2d_1a_3x3",
        )
        self.Repeat_residual = [
            Residual(
                scale=0.17,
                weight_decay=weight_decay,
                decay=decay,
                name="residual_%d" % (i + 1),
            )
            for i in range(2)
        ]
        self.Repeat_1_residual = [
            Residual(
                scale=0.2,
                activation_fn=tf.nn.elu,
                weight_decay=weight_decay,
                decay=decay,
                name="residual_%d" % (i + 1),
            )
            for i in range(1)
        ]
        self.reduction = Reduction(2, 3, weight_decay=weight_decay, decay=decay)
        self.residual = Residual(
            activation_fn=None, weight_decay=weight_decay, decay=decay, name="Residual"
        )
        self.flatten = keras.layers.Flatten()
        self.Dropout = keras.layers.Dropout(1 - keep_prob, name="Dropout")
        self.Logits = FullyConnected(
            num_classes,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            name="Logits",
        )

    def call(self, inputs, is_training=True):
        end_points = {}
        # 13 x 13
        net = self.Conv2d_1a_3x3(inputs, training=is_training)
        end_points["Conv2d_1a_3x3"] = net
        # 6 x 6
        with keras.name_scope("Repeat"):
            for Repeat_residual in self.Repeat_residual:
                net = Repeat_residual(net, is_training=is_training)
        end_points["Mixed_2"] = net
        with keras.name_scope("Repeat_1"):
            for Repeat_1_residual in self.Repeat_1_residual:
                net = Repeat_1_residual(net, is_training=is_training)

        with keras.name_scope("Mixed_3a"):
            net = self.reduction(net, is_training=is_training)
        end_points["Mixed_3a"] = net
        net = self.residual(net, is_training=is_training)
        end_points["Mixed_3b"] = net
        with keras.name_scope("Logits"):
            net = self.flatten(net)
            net = self.Dropout(net, training=is_training)
            end_points["PreLogits"] = net
            logits = self.Logits(net)
            end_points["Predictions"] = tf.nn.softmax(logits, name="Predictions")
        return logits, end_points


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


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
