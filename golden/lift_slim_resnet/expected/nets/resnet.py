import tensorflow as tf
import keras

from . import utils

resnet_arg_scope = utils.resnet_arg_scope


class ConvSame(keras.layers.Layer):
    """A convolution that pads by its kernel only, whatever the size of its input."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        num_outputs,
        kernel_size,
        stride,
        scope=None,
        weight_decay=0.0001,
        batch_norm_decay=0.9,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.kernel_size = kernel_size
        self.stride = stride
        if stride == 1:
            self.conv2d = Convolution2D(
                num_outputs,
                kernel_size=kernel_size,
                strides=1,
                padding="SAME",
                kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
                kernel_initializer=keras.initializers.VarianceScaling(scale=2.0),
                activation="relu",
                use_bias=False,
                normalizer=BatchNorm(
                    momentum=batch_norm_decay, epsilon=0.01, name="BatchNorm"
                ),
                name=scope or "Conv",
            )
            return
        self.conv2d = Convolution2D(
            num_outputs,
            kernel_size=kernel_size,
            strides=stride,
            padding="VALID",
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            kernel_initializer=keras.initializers.VarianceScaling(scale=2.0),
            activation="relu",
            use_bias=False,
            normalizer=BatchNorm(
                momentum=batch_norm_decay, epsilon=0.01, name="BatchNorm"
            ),
            name=scope or "Conv",
        )

    def call(self, inputs, is_training=True):
        if self.stride == 1:
            return self.conv2d(inputs, training=is_training)
        total = self.kernel_size - 1
        begin = total // 2
        inputs = tf.pad(
            inputs, [[0, 0], [begin, total - begin], [begin, total - begin], [0, 0]]
        )
        return self.conv2d(inputs, training=is_training)


class Unit(keras.layers.Layer):
    """A residual unit with normalization before its convolutions."""

    def __init__(
        self,
        depth,
        stride,
        weight_decay=0.0001,
        batch_norm_decay=0.9,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.preact = BatchNorm(momentum=batch_norm_decay, epsilon=0.01, name="preact")
        self.shortcut = Convolution2D(
            depth,
            kernel_size=1,
            strides=stride,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            kernel_initializer=keras.initializers.VarianceScaling(scale=2.0),
            padding="same",
            name="shortcut",
        )
        self.conv1 = Convolution2D(
            depth // 2,
            kernel_size=1,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            kernel_initializer=keras.initializers.VarianceScaling(scale=2.0),
            activation="relu",
            padding="same",
            use_bias=False,
            normalizer=BatchNorm(
                momentum=batch_norm_decay, epsilon=0.01, name="BatchNorm"
            ),
            name="conv1",
        )
        self.conv_same = ConvSame(
            depth // 2,
            3,
            stride,
            scope="conv2",
            weight_decay=weight_decay,
            batch_norm_decay=batch_norm_decay,
        )
        self.conv3 = Convolution2D(
            depth,
            kernel_size=1,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            kernel_initializer=keras.initializers.VarianceScaling(scale=2.0),
            padding="same",
            name="conv3",
        )

    def call(self, inputs, is_training=True):
        preact = tf.nn.relu(self.preact(inputs, training=is_training))
        shortcut = self.shortcut(preact)
        residual = self.conv1(preact, training=is_training)
        residual = self.conv_same(residual, is_training=is_training)
        residual = self.conv3(residual)
        return shortcut + residual


class ResnetSmall(keras.layers.Layer):
    def __init__(
        self,
        weight_decay=0.0001,
        batch_norm_decay=0.9,
        *,
        name="resnet_small",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.conv_same = ConvSame(
            4,
            3,
            stride=1,
            scope="root",
            weight_decay=weight_decay,
            batch_norm_decay=batch_norm_decay,
        )
        self.pool1 = keras.layers.MaxPooling2D(
            3, strides=2, padding="SAME", name="pool1"
        )
        self.unit = [
            Unit(
                depth,
                i + 1,
                weight_decay=weight_decay,
                batch_norm_decay=batch_norm_decay,
                name="unit_%d" % (i + 1),
            )
            for i, depth in enumerate([4, 6])
        ]
        self.postnorm = BatchNorm(
            momentum=batch_norm_decay, epsilon=0.01, name="postnorm"
        )

    def call(self, inputs, is_training=True):
        net = self.conv_same(inputs, is_training=is_training)
        net = self.pool1(net)
        for unit in self.unit:
            net = unit(net, is_training=is_training)
        return tf.nn.relu(self.postnorm(net, training=is_training))


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
