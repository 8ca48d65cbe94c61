import tensorflow as tf
import keras


class ConvBlock(keras.layers.Layer):
    """Halves the resolution."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, depth, scope=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = Convolution2D(
            depth,
            kernel_size=[3, 3],
            strides=2,
            kernel_regularizer=keras.regularizers.L2(0.5 * 0.01),
            padding="same",
            activation="relu",
            use_bias=False,
            normalizer=BatchNorm(momentum=0.9, name="BatchNorm"),
            name=scope or "Conv",
        )

    def call(self, x, is_training):
        return self.conv2d(x, training=is_training)


class Head(keras.layers.Layer):
    def __init__(self, classes, keep_prob=0.8, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.flatten = keras.layers.Flatten()
        self.fully_connected = FullyConnected(
            8,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=0.02),
            bias_initializer=keras.initializers.Constant(0.1),
            activation="relu",
            name="fully_connected",
        )
        self.dropout = keras.layers.Dropout(1 - keep_prob)
        self.fc = FullyConnected(6, activation="tanh", use_bias=False, name="fc")
        self.fully_connected_1 = FullyConnected(classes, name="fully_connected_1")

    def call(self, x, is_training=False):
        x = self.flatten(x)
        # relu by default
        x = self.fully_connected(x)
        x = self.dropout(x, training=is_training)
        x = self.fc(x)
        return self.fully_connected_1(x)


class Features(keras.layers.Layer):
    def __init__(self, *, name="features", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = Convolution2D(
            4, kernel_size=3, padding="VALID", activation="relu", name="Conv"
        )
        self.separable = SeparableConvolution2D(
            5,
            kernel_size=[3, 3],
            depth_multiplier=2,
            depthwise_regularizer=keras.regularizers.L1(0.001),
            pointwise_regularizer=keras.regularizers.L1(0.001),
            padding="same",
            activation="relu",
            name="separable",
        )
        self.conv2d_transpose = Convolution2DTranspose(
            4, kernel_size=[2, 2], strides=2, padding="same", name="Conv2d_transpose"
        )
        self.bias_add = BiasAdd(name="BiasAdd")
        self.avg_pool2d = keras.layers.AveragePooling2D([2, 2], strides=2)
        self.max_pool2d = keras.layers.MaxPooling2D(2, strides=1)

    def call(self, x):
        x = self.conv2d(x)
        x = self.separable(x)
        y = self.conv2d_transpose(x)
        y = tf.nn.elu(self.bias_add(y))
        x = self.avg_pool2d(y)
        return self.max_pool2d(x)


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


class Convolution2DTranspose(keras.layers.Conv2DTranspose):
    """A transposed convolution with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


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


class BiasAdd(keras.layers.Layer):
    """Adds a bias to each channel."""

    def __init__(self, *, initializer="zeros", regularizer=None, **kwargs):
        super().__init__(**kwargs)
        self.initializer = keras.initializers.get(initializer)
        self.regularizer = keras.regularizers.get(regularizer)

    def build(self, input_shape):
        self.biases = self.add_weight(
            name="biases",
            shape=input_shape[-1:],
            initializer=self.initializer,
            regularizer=self.regularizer,
        )

    def call(self, inputs):
        return inputs + self.biases


class Net(keras.layers.Layer):
    def __init__(self, *, name="net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv_block = ConvBlock(4)
        self.conv_block_2 = ConvBlock(3, scope="second")
        self.features = Features()
        self.head = Head(3)

    def call(self, x, is_training=False):
        x = self.conv_block(x, is_training=is_training)
        x = self.conv_block_2(x, is_training=is_training)
        x = self.features(x)
        return self.head(x, is_training=is_training)
