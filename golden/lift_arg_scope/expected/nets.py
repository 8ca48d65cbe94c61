import tensorflow as tf
import keras

WEIGHT_DECAY = 0.0005


class Trunk(keras.layers.Layer):
    """Convolutions with shared settings."""

    def __init__(self, width, *, name="trunk", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv1 = Convolution2D(
            width,
            kernel_size=[3, 3],
            strides=2,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * WEIGHT_DECAY),
            padding="SAME",
            activation="relu",
            use_bias=False,
            normalizer=BatchNorm(momentum=0.9, name="BatchNorm"),
            name="conv1",
        )
        self.conv2 = Convolution2D(
            2 * width,
            kernel_size=3,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * WEIGHT_DECAY),
            strides=1,
            padding="SAME",
            use_bias=False,
            normalizer=BatchNorm(momentum=0.9, name="BatchNorm"),
            name="conv2",
        )
        self.pool = keras.layers.MaxPooling2D(2, strides=1, padding="SAME", name="pool")
        self.dropout = keras.layers.Dropout(1 - 0.8, name="dropout")
        self.flatten = keras.layers.Flatten()
        self.fc = FullyConnected(
            5,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.1),
            kernel_regularizer=keras.regularizers.L2(0.5 * WEIGHT_DECAY),
            activation="relu",
            name="fc",
        )

    def call(self, images, is_training=False):
        # halves the size
        net = self.conv1(images, training=is_training)
        net = self.conv2(net, training=is_training)
        net = self.pool(net)
        net = self.dropout(net, training=is_training)
        net = self.flatten(net)
        return self.fc(net)


class Block(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, width, rate, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.one = Convolution2D(
            width,
            kernel_size=1,
            activation="elu",
            dilation_rate=rate,
            bias_initializer=keras.initializers.Constant(0.1),
            padding="same",
            name="one",
        )
        self.two = Convolution2D(
            width,
            kernel_size=3,
            dilation_rate=1,
            bias_initializer=keras.initializers.Constant(0.1),
            padding="same",
            name="two",
        )
        self.three = SeparableConvolution2D(
            width,
            kernel_size=3,
            depth_multiplier=2,
            activation="elu",
            dilation_rate=rate,
            bias_initializer=keras.initializers.Constant(0.1),
            padding="same",
            name="three",
        )
        self.join = Convolution2D(
            width, kernel_size=1, padding="same", activation="relu", name="join"
        )

    def call(self, net):
        with keras.name_scope("branches"):
            one = self.one(net)
            two = self.two(one)
            three = self.three(one)
        # not under the settings
        return self.join(tf.concat([one, two, three], 3))


class Layered(keras.layers.Layer):
    """Each layer in turn."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, widths, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fully_connected = [
            FullyConnected(width, activation="tanh", name="layer_%d" % i)
            for i, width in enumerate(widths)
        ]

    def call(self, net):
        for fully_connected in self.fully_connected:
            net = fully_connected(net)
        return net


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


class SeparableConvolution2D(keras.layers.SeparableConv2D):
    """A separable convolution with TF1's names for its variables."""

    def add_weight(self, *args, name=None, **kwargs):
        names = {
            "depthwise_kernel": "depthwise_weights",
            "pointwise_kernel": "pointwise_weights",
            "bias": "biases",
        }
        return super().add_weight(*args, name=names.get(name, name), **kwargs)


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
        self.trunk = Trunk(3)
        self.block = Block(2, 2)
        self.layered = Layered([4, 2])

    def call(self, images):
        features = self.trunk(images)
        joined = self.block(images)
        return {
            "features": features,
            "joined": joined,
            "layered": self.layered(features),
        }
