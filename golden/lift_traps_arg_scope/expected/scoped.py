import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import slim


def halved(net):
    """Makes nothing, but the scope around a call decides what it does."""
    return slim.max_pool2d(net, 2, padding="SAME")


class WithHelper(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.with_helper = Convolution2D(
            2, kernel_size=3, padding="SAME", activation="relu", name="with_helper"
        )

    def call(self, x):
        return halved(self.with_helper(x))


class Inner(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = Convolution2D(
            2, kernel_size=3, activation="tanh", padding="same", name=scope_name
        )

    def call(self, x):
        return self.conv2d(x)


class WithLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.inner = Inner("with_layer")

    def call(self, x):
        return self.inner(x)


def changing(x, depth):
    rate = 1
    net = x
    with slim.arg_scope([slim.conv2d], rate=rate):
        for i in range(depth):
            rate = rate + 1
            net = slim.conv2d(net, 2, 3, scope="changing_%d" % i)
    return net


class FromFunction(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.from_function = Convolution2D(
            2,
            kernel_size=3,
            kernel_regularizer=keras.regularizers.L2(0.5 * 0.1),
            padding="same",
            activation="relu",
            name="from_function",
        )

    def call(self, x):
        return self.from_function(x)


class Trained(keras.layers.Layer):
    """Its moving averages are among the trainable variables."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.trained = Convolution2D(
            2,
            kernel_size=3,
            padding="same",
            activation="relu",
            use_bias=False,
            normalizer=TrainedBatchNorm(momentum=0.999, scale=False, name="BatchNorm"),
            name="trained",
        )

    def call(self, x):
        return self.trained(x, training=False)


def mutated(x):
    params = {"scale": True}
    params["is_training"] = False
    with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, normalizer_params=params):
        return slim.conv2d(x, 2, 3, scope="mutated")


class OwnLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units=3, scope=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fully_connected = FullyConnected(
            units, activation="relu", name=scope or "fully_connected"
        )

    def call(self, x):
        return self.fully_connected(x)


class WithOwn(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.own_layer = OwnLayer(units=2, scope="with_own")

    def call(self, x):
        return self.own_layer(x)


class Outside(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.outside = Convolution2D(
            2, kernel_size=3, padding="same", activation="relu", name="outside"
        )

    def call(self, x):
        return self.outside(x)


class BeforeAndAfter(keras.layers.Layer):
    """Only what is in the scope gets its arguments."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.outside = Outside()
        self.within = FullyConnected(3, name="within")
        self.after = FullyConnected(2, activation="relu", name="after")

    def call(self, x):
        net = self.outside(x)
        net = self.within(net)
        return self.after(net)


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


class TrainedBatchNorm(BatchNorm):
    """The same with the moving averages among the trainable variables."""

    def add_weight(self, *args, trainable=True, **kwargs):
        return super().add_weight(*args, trainable=True, **kwargs)


def forward(x):
    found = [
        compat_scope.get_layer(WithHelper)(x),
        compat_scope.get_layer(WithLayer)(x),
        changing(x, 2),
        compat_scope.get_layer(FromFunction)(x),
        compat_scope.get_layer(Trained)(x),
        mutated(x),
        compat_scope.get_layer(WithOwn)(x),
    ]
    return found + [compat_scope.get_layer(BeforeAndAfter)(x)]
