"""Blocks that the networks share. Their layers take their settings from the scopes around them."""
import tensorflow as tf
import keras


class Residual(keras.layers.Layer):
    """A residual block of two branches."""

    def __init__(
        self,
        scale=1.0,
        activation_fn=tf.nn.relu,
        weight_decay=0.0005,
        decay=0.95,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.scale = scale
        self.activation_fn = activation_fn
        self.weight_decay = weight_decay
        self.decay = decay
        self.Branch_0_Conv2d_1x1 = Convolution2D(
            2,
            kernel_size=1,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            activation="relu",
            strides=1,
            padding="SAME",
            use_bias=False,
            normalizer=BatchNorm(momentum=decay, scale=False, name="BatchNorm"),
            name="Conv2d_1x1",
        )
        self.Conv2d_0a_1x1 = Convolution2D(
            2,
            kernel_size=1,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            activation="relu",
            strides=1,
            padding="SAME",
            use_bias=False,
            normalizer=BatchNorm(momentum=decay, scale=False, name="BatchNorm"),
            name="Conv2d_0a_1x1",
        )
        self.Conv2d_0b_3x3 = Convolution2D(
            3,
            kernel_size=3,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            activation="relu",
            strides=1,
            padding="SAME",
            use_bias=False,
            normalizer=BatchNorm(momentum=decay, scale=False, name="BatchNorm"),
            name="Conv2d_0b_3x3",
        )

    def build(self, net_shape):
        self.Conv2d_1x1 = Convolution2D(
            net_shape[3],
            kernel_size=1,
            kernel_regularizer=keras.regularizers.L2(0.5 * self.weight_decay),
            strides=1,
            padding="SAME",
            name="Conv2d_1x1",
        )

    def call(self, net, is_training):
        with keras.name_scope("Branch_0"):
            one = self.Branch_0_Conv2d_1x1(net, training=is_training)
        with keras.name_scope("Branch_1"):
            two = self.Conv2d_0a_1x1(net, training=is_training)
            two = self.Conv2d_0b_3x3(two, training=is_training)
        mixed = tf.concat([one, two], 3)
        # back to the width of the input
        up = self.Conv2d_1x1(mixed)
        net += self.scale * up
        if self.activation_fn:
            net = self.activation_fn(net)
        return net

    def get_config(self):
        return super().get_config() | {
            "scale": self.scale,
            "activation_fn": keras.saving.serialize_keras_object(self.activation_fn),
            "weight_decay": self.weight_decay,
            "decay": self.decay,
        }

    @classmethod
    def from_config(cls, config):
        activation_fn = keras.saving.deserialize_keras_object(config["activation_fn"])
        return cls(**config | {"activation_fn": activation_fn})


class Reduction(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, k, n, weight_decay=0.0005, decay=0.95, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.Branch_0_Conv2d_1a_3x3 = Convolution2D(
            n,
            kernel_size=3,
            strides=2,
            padding="VALID",
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            activation="relu",
            use_bias=False,
            normalizer=BatchNorm(momentum=decay, scale=False, name="BatchNorm"),
            name="Conv2d_1a_3x3",
        )
        self.Conv2d_0a_1x1 = Convolution2D(
            k,
            kernel_size=1,
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            activation="relu",
            strides=1,
            padding="SAME",
            use_bias=False,
            normalizer=BatchNorm(momentum=decay, scale=False, name="BatchNorm"),
            name="Conv2d_0a_1x1",
        )
        self.Branch_1_Conv2d_1a_3x3 = Convolution2D(
            n,
            kernel_size=3,
            strides=2,
            padding="VALID",
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            activation="relu",
            use_bias=False,
            normalizer=BatchNorm(momentum=decay, scale=False, name="BatchNorm"),
            name="Conv2d_1a_3x3",
        )
        self.MaxPool_1a_3x3 = keras.layers.MaxPooling2D(
            3, strides=2, padding="VALID", name="MaxPool_1a_3x3"
        )

    def call(self, net, is_training):
        with keras.name_scope("Branch_0"):
            conv = self.Branch_0_Conv2d_1a_3x3(net, training=is_training)
        with keras.name_scope("Branch_1"):
            narrow = self.Conv2d_0a_1x1(net, training=is_training)
            narrow = self.Branch_1_Conv2d_1a_3x3(narrow, training=is_training)
        with keras.name_scope("Branch_2"):
            pool = self.MaxPool_1a_3x3(net)
        return tf.concat([conv, narrow, pool], 3)


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


class Scaled(keras.layers.Layer):
    """Multiplies each channel by a weight."""

    def __init__(self, start=1.0, trainable=True, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.start = start
        self.trainable_ = trainable

    def build(self, net_shape):
        self.gamma = self.add_weight(
            name="gamma",
            shape=[net_shape[-1]],
            initializer=keras.initializers.Constant(self.start),
            trainable=self.trainable_,
        )

    def call(self, net):
        return net * self.gamma
