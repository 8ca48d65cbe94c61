import tensorflow as tf
import keras

BATCH_NORM = {"decay": 0.9, "epsilon": 1e-5, "scale": True}


def unpool(inputs):
    return tf.compat.v1.image.resize_nearest_neighbor(inputs, size=[tf.shape(inputs)[1] * 2, tf.shape(inputs)[2] * 2])


class Merged(keras.layers.Layer):
    """Scores and boxes of a feature map."""

    def __init__(self, weight_decay=1e-5, *, name="feature_fusion", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = Convolution2D(
            4,
            kernel_size=3,
            strides=2,
            activation="relu",
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            padding="same",
            use_bias=False,
            normalizer=BatchNorm(momentum=0.9, name="BatchNorm"),
            name="Conv",
        )
        self.conv2d_1 = Convolution2D(
            1,
            kernel_size=1,
            activation="sigmoid",
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            padding="same",
            name="Conv_1",
        )
        self.conv2d_2 = Convolution2D(
            4,
            kernel_size=1,
            activation="sigmoid",
            kernel_regularizer=keras.regularizers.L2(0.5 * weight_decay),
            padding="same",
            name="Conv_2",
        )

    def call(self, images, is_training=False):
        f = self.conv2d(images, training=is_training)
        g = unpool(f)
        score = self.conv2d_1(g)
        boxes = self.conv2d_2(g) * 16
        return score, boxes


class Normalized(keras.layers.Layer):
    """The settings of the module."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, width, scope, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = Convolution2D(
            width,
            kernel_size=3,
            padding="same",
            activation="relu",
            use_bias=False,
            normalizer=BatchNorm(momentum=0.9, epsilon=1e-5, name="BatchNorm"),
            name=scope,
        )

    def call(self, x):
        return self.conv2d(x, training=True)


class ConvBn(keras.layers.Layer):
    def __init__(self, width, act=tf.nn.relu, *, name="conv_bn", **kwargs):
        super().__init__(name=name, **kwargs)
        self.act = act
        self.conv = Convolution2D(width, kernel_size=3, padding="same", name="conv")
        self.bn = BatchNorm(momentum=0.999, scale=False, name="bn")

    def call(self, x, is_training=True):
        x = self.conv(x)
        return keras.activations.get(self.act)(self.bn(x, training=is_training))


class Pooled(keras.layers.Layer):
    """Averages over all there is."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        bias = keras.initializers.Constant(0.1)
        self.conv = Convolution2D(
            5,
            kernel_size=3,
            bias_initializer=bias,
            strides=1,
            padding="SAME",
            activation="relu",
            name="conv",
        )

    def call(self, x):
        x = self.conv(x)
        x = tf.nn.avg_pool2d(x, x.get_shape()[1:3], 1, "VALID")
        return tf.squeeze(x, [1, 2])


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


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.merged = Merged()
        self.normalized = Normalized(3, "normalized")
        self.first = ConvBn(3, name="first")
        self.second = ConvBn(2, act=None, name="second")
        self.pooled = Pooled()

    def call(self, images):
        score, boxes = self.merged(images)
        net = self.normalized(images)
        net = self.first(net, is_training=False)
        net = self.second(net, is_training=False)
        return {"score": score, "boxes": boxes, "net": net, "pooled": self.pooled(net)}
