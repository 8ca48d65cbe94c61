"""Functions around layers without names, which TF1 counts where they are called."""
import tensorflow as tf
import keras
from migrate import compat_scope


class LayerNorm(keras.layers.Layer):
    """Normalizes the last axis."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("LayerNorm",)  # counted in the scope around

    def __init__(self, scope_name=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_norm = LayerNormalization(name=scope_name or "LayerNorm")

    def call(self, x):
        return self.layer_norm(x)


class NormDrop(keras.layers.Layer):
    """Hands the name on."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("LayerNorm",)  # counted in the scope around

    def __init__(self, scope_name=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_norm = LayerNorm(scope_name)

    def call(self, x, keep_prob):
        return tf.nn.dropout(self.layer_norm(x), rate=1 - keep_prob)


class Dense(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, n, *, dense_name="dense", name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(n, activation="tanh", name=dense_name)

    def call(self, x):
        return self.dense(x)


class Unit(keras.layers.Layer):
    """Two layers without names, each in a function of its own."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense", "LayerNorm")  # counted in the scope around

    def __init__(
        self, n, *, dense_name="dense", layer_norm_name="LayerNorm", name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(n, dense_name=dense_name)
        self.norm_drop = NormDrop(scope_name=layer_norm_name)

    def call(self, x):
        return tf.nn.relu(self.norm_drop(self.dense(x), keep_prob=1.0)) + 0.1


class Gate(keras.layers.Layer):
    """As wide as what it holds back, which only a shape tells."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, *, dense_name="dense", name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense_name = dense_name

    def build(self, x_shape):
        self.dense = keras.layers.Dense(
            x_shape[-1], activation="sigmoid", name=self.dense_name
        )

    def call(self, x):
        return x * self.dense(x)


class ConvUnit(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("conv1d", "batch_normalization")  # counted in the scope around

    def __init__(
        self,
        filters,
        *,
        conv1d_name="conv1d",
        batch_normalization_name="batch_normalization",
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.conv1d = keras.layers.Conv1D(
            filters, kernel_size=3, padding="same", name=conv1d_name
        )
        self.batch_normalization = BatchNormalization(name=batch_normalization_name)

    def call(self, x, training=False):
        h = self.conv1d(x)
        h = self.batch_normalization(h, training=training)
        return tf.nn.elu(h)


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


class LayerNormalization(keras.layers.LayerNormalization):
    """Layer normalization of the last axis with TF1's epsilon."""

    tf1_order = ("beta", "gamma")

    def __init__(self, *, epsilon=1e-12, **kwargs):
        super().__init__(epsilon=epsilon, **kwargs)


class Block(keras.layers.Layer):
    def __init__(self, *, name="block", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_norm = LayerNorm()
        self.layer_norm_2 = LayerNorm(scope_name="LayerNorm_1")
        self.layer_norm_3 = LayerNorm(scope_name="final")

    def call(self, x):
        x = self.layer_norm(x)
        y = self.layer_norm_2(x + 1.0)
        return x + self.layer_norm_3(y)


class Convs(keras.layers.Layer):
    """Its loop counts on."""

    def __init__(self, *, name="convs", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv_unit = ConvUnit(3)
        self.conv_unit_2 = ConvUnit(
            4, conv1d_name="conv1d_1", batch_normalization_name="batch_normalization_1"
        )
        self.conv_unit_3 = ConvUnit(
            3, conv1d_name="conv1d_2", batch_normalization_name="batch_normalization_2"
        )

    def call(self, x, training=False):
        x = self.conv_unit(x, training=training)
        x = self.conv_unit_2(x, training=training)
        return self.conv_unit_3(x, training=training)


class Stack(keras.layers.Layer):
    def __init__(self, depth, *, name="stack", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(3)
        self.dense_2 = Dense(3, dense_name="dense_1")
        self.dense_3 = [Dense(4, dense_name="dense_%d" % (i + 2)) for i in range(depth)]
        self.dense_4 = Dense(3, dense_name="dense_%d" % (len(self.dense_3) + 2))

    def call(self, x):
        x = self.dense(x)
        x = self.dense_2(x)
        for dense_3 in self.dense_3:
            x = dense_3(x)
        return self.dense_4(x)


class Gates(keras.layers.Layer):
    """Counts on from layers that wait for a shape."""

    def __init__(self, depth, *, name="gates", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(4)
        self.gate = Gate(dense_name="dense_1")
        self.gate_2 = [Gate(dense_name="dense_%d" % (_ + 2)) for _ in range(depth)]
        self.gate_3 = Gate(dense_name="dense_%d" % (len(self.gate_2) + 2))
        self.dense_1 = keras.layers.Dense(3, name="dense_%d" % (len(self.gate_2) + 3))
        self.gate_4 = Gate(dense_name="dense_%d" % (len(self.gate_2) + 4))

    def call(self, x):
        x = self.gate(self.dense(x))
        for gate_2 in self.gate_2:
            x = gate_2(x + 1.0)
        return self.gate_4(self.dense_1(self.gate_3(x)))


class Tower(keras.layers.Layer):
    def __init__(self, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.unit = Unit(3)
        self.unit_2 = Unit(4, dense_name="dense_1", layer_norm_name="LayerNorm_1")
        self.unit_3 = Unit(5, dense_name="dense_2", layer_norm_name="LayerNorm_2")
        self.dense = Dense(3, dense_name="dense_3")
        self.norm_drop = NormDrop(scope_name="last")

    def call(self, x):
        x = self.unit_2(self.unit(x))
        x = self.unit_3(x)
        return self.norm_drop(self.dense(x), keep_prob=1.0)


class Mixed(keras.layers.Layer):
    """Counts on from layers of its own, and anew in a scope."""

    def __init__(self, *, name="mixed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, name="dense")
        self.dense_2 = Dense(4, dense_name="dense_1")
        self.dense_1 = keras.layers.Dense(5, name="dense_2")
        self.inner_dense = Dense(5)
        self.dense_3 = Dense(3, dense_name="dense_3")

    def call(self, x):
        x = self.dense(x)
        x = self.dense_2(x)
        x = self.dense_1(x)
        with keras.name_scope("inner"):
            x = self.inner_dense(x)
        return self.dense_3(x)


class Shared(keras.layers.Layer):
    """The third call gets the variables of the first."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(3)
        self.shared_dense = Dense(3, dense_name="dense_1")

    def call(self, x):
        with keras.name_scope("shared"):
            y = self.dense(x)
            z = self.shared_dense(x)
        with keras.name_scope("shared"):
            return y + z + self.dense(x)


def maybe(x, deep):
    with compat_scope.variable_scope("maybe"):
        if deep:
            x = compat_scope.get_layer(Dense, 4)(x)
        return compat_scope.get_layer(Dense, 5)(x)


class Taken(keras.layers.Layer):
    """A scope takes the number that TF1 then leaves out."""

    def __init__(self, *, name="taken", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense_1_dense = Dense(3)
        self.dense = Dense(4)
        self.dense_2 = Dense(3, dense_name="dense_2")

    def call(self, x):
        with keras.name_scope("dense_1"):
            x = self.dense_1_dense(x)
        x = self.dense(x)
        return self.dense_2(x)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.convs = Convs()
        self.block = Block()
        self.gates = Gates(2)
        self.stack = Stack(2)
        self.tower = Tower()
        self.mixed = Mixed()

    def call(self, x):
        y = tf.reduce_mean(self.convs(tf.stack([x, -x, x + 1.0], 1), training=False), 1)
        return self.mixed(self.tower(self.stack(self.block(x + y) + self.gates(x))))


class Others(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("shared", "maybe", "taken")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.shared = Shared()
        self.taken = Taken()

    def call(self, x):
        shared_out = self.shared(x)
        with compat_scope.hosting(self, "maybe"):
            maybe_out = maybe(shared_out, True)
        return maybe_out + tf.reduce_sum(self.taken(x))
