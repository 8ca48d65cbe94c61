import tensorflow as tf
import keras
from migrate import compat_scope


class GeneratorLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("fully_connected",)  # counted in the scope around

    def __init__(self, sizes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fully_connected = []
        for size in sizes:
            self.fully_connected.append(
                FullyConnected(
                    size,
                    activation="elu",
                    name=(
                        "fully_connected_%d" % len(self.fully_connected)
                        if self.fully_connected
                        else "fully_connected"
                    ),
                )
            )
        self.fully_connected_1 = FullyConnected(
            4,
            name=(
                "fully_connected_%d" % len(self.fully_connected)
                if self.fully_connected
                else "fully_connected"
            ),
        )

    def call(self, x):
        for fully_connected in self.fully_connected:
            x = fully_connected(x)
        out = self.fully_connected_1(x)
        return out


def generator(z, sizes, reuse=None):
    """Returns what it makes of noise, and its variables."""
    with compat_scope.variable_scope("G", reuse=reuse) as vs:
        x = z
        out = compat_scope.get_layer(GeneratorLayer, sizes)(x)

    variables = compat_scope.contrib.framework.get_variables(vs)
    return out, variables


class DiscriminatorLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(
            units,
            activation="relu",
            kernel_regularizer=keras.regularizers.L2(0.5 * 0.01),
            name="dense",
        )
        self.logit = keras.layers.Dense(1, name="logit")

    def call(self, x):
        h = self.dense(x)
        logit = self.logit(h)
        return logit


def discriminator(x, units, reuse=False):
    with compat_scope.variable_scope("D") as vs:
        if reuse:
            vs.reuse_variables()
        logit = compat_scope.get_layer(DiscriminatorLayer, units)(x)
    return logit, [v for v in compat_scope.trainable_variables() if v.name.startswith("D/")], vs.name


class CriticLayer(keras.layers.Layer):
    tf1_order = ("h", "w")  # as TF1 made them

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.h = keras.layers.Dense(units, activation="tanh", name="h")

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[self.units, 1], initializer="glorot_uniform"
        )

    def call(self, x):
        h = self.h(x)
        value = tf.matmul(h, self.w)
        compat_scope.add_to_collection("values", value)
        return value


def critic(x, units, scope="critic"):
    """The weights of its last layer are part of what is made small."""
    value = compat_scope.get_layer(CriticLayer, units, name=scope)(x)
    used = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope)
    return value, tf.add_n([tf.nn.l2_loss(v) for v in used])


class EncoderLayer(keras.layers.Layer):
    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.h = keras.layers.Dense(3, name="h")
        self.bn = BatchNormalization(name="bn")

    def call(self, x, training):
        h = self.h(x)
        h = self.bn(h, training=training)
        return h


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`."""

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


def encoder(x, training, scope="encoder"):
    """Returns what it makes of images, what keeps its averages, and what it made."""
    before = len(compat_scope.global_variables())
    h = compat_scope.get_layer(EncoderLayer, name=scope)(x, training=training)
    updates = compat_scope.get_collection(compat_scope.GraphKeys.UPDATE_OPS, scope)
    return h, updates, compat_scope.global_variables()[before:]


def all_at_once(x, units):
    return compat_scope.layers.dense(x, units, name="once"), compat_scope.trainable_variables("once")


def re_entered(x, units):
    """The second network would need the scope of the first."""
    with compat_scope.variable_scope("again") as scope:
        h = compat_scope.layers.dense(x, units, name="h")
    made = compat_scope.trainable_variables(scope.name)
    with compat_scope.variable_scope(scope, reuse=True):
        h = h + compat_scope.layers.dense(x * 2.0, units, name="h")
    return h, made


def numbered(x, count):
    """How many there are to make is read from what is there already."""
    h = x
    for i in range(count):
        there = len(compat_scope.trainable_variables("numbered"))
        h = compat_scope.layers.dense(h, 3, name="numbered_%d" % there)
    return h
