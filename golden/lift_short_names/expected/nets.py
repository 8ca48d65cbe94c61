"""Layers under short names, with arguments that go with them, and activations that have weights of their own."""
from functools import partial

import tensorflow as tf
import keras
from migrate import compat_scope


class Prelu(keras.layers.Layer):
    """A leaky unit whose slopes are learnt."""

    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.slope = self.add_weight(
            name="slope",
            shape=[x_shape[-1]],
            initializer=keras.initializers.Constant(0.25),
        )

    def call(self, x):
        return tf.nn.relu(x) + self.slope * 0.5 * (x - tf.abs(x))


class Gated(keras.layers.Layer):
    def build(self, x_shape):
        self.w = self.add_weight(name="w", shape=[x_shape[-1]], initializer="ones")

    def call(self, x):
        return x * tf.sigmoid(self.w * x)


class Detector(keras.layers.Layer):
    """Convolutions with learnt slopes."""

    def __init__(self, classes, *, name="detector", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv1 = Convolution2D(4, kernel_size=3, padding="same", name="conv1")
        self.conv1_prelu = Prelu()
        self.conv2 = Convolution2D(
            5,
            kernel_size=1,
            kernel_regularizer=keras.regularizers.L2(0.5 * 0.001),
            padding="same",
            name="conv2",
        )
        self.conv2_prelu = Prelu()
        self.scores = FullyConnected(classes, name="scores")

    def call(self, images):
        net = self.conv1(images)
        with keras.name_scope("conv1"):
            net = self.conv1_prelu(net)
        net = self.conv2(net)
        with keras.name_scope("conv2"):
            net = self.conv2_prelu(net)
        net = tf.reduce_mean(net, [1, 2])
        return self.scores(net)


class Tower(keras.layers.Layer):
    tf1_order = (("dense", "gated"),)  # as TF1 made them

    def __init__(self, sizes, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.dense = [
            keras.layers.Dense(size, name="fc%d" % i) for i, size in enumerate(sizes)
        ]
        self.gated = [Gated(name="gated") for _ in sizes]

    def call(self, x):
        for i, size in enumerate(self.sizes):
            x = self.dense[i](x)
            with keras.name_scope("fc%d" % i):
                x = self.gated[i](x)
        return x


class Head(keras.layers.Layer):
    def __init__(self, units, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden = keras.layers.Dense(units, name="hidden")
        self.gated = Gated(name="gated")
        self.out = keras.layers.Dense(1, name="out")

    def call(self, x):
        x = self.hidden(x)
        with keras.name_scope("hidden"):
            x = self.gated(x)
        return self.out(x)


class Normalized(keras.layers.Layer):
    """Every layer is normalized alike."""

    def __init__(self, units, *, name="normalized", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, name="dense")
        self.batch_normalization = BatchNormalization(
            momentum=0.9, name="batch_normalization"
        )
        self.last = keras.layers.Dense(units, name="last")
        self.norm_of_last = BatchNormalization(momentum=0.9, name="norm_of_last")

    def call(self, x, training):
        x = self.batch_normalization(self.dense(x), training=training)
        x = tf.nn.relu(x)
        return self.norm_of_last(self.last(x), training=training)


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


class Convolution2D(keras.layers.Conv2D):
    """A convolution with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


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


def widened(x, units):
    """The width that the short name takes is another one by the time it is called."""
    layer = partial(compat_scope.layers.dense, units=units)
    with compat_scope.variable_scope("widened"):
        x = layer(x, name="narrow")
        units = 2 * units
        return layer(x, name="wide") * units


def forward(images, x):
    return [
        compat_scope.get_layer(Detector, 3, name="detector")(images),
        compat_scope.get_layer(Tower, [3, 4], name="tower")(x),
        compat_scope.get_layer(Head, 5, name="head")(x),
        compat_scope.get_layer(Normalized, 4, name="normalized")(x, training=True),
        widened(x, 3),
    ]
