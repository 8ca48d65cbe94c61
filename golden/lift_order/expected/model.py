import tensorflow as tf
import keras


class MaskedOutput(keras.layers.Layer):
    """A bias that comes after the variables of a dense layer."""

    tf1_order = ("dense", "layer_norm", "table", "bias")  # as TF1 made them

    def __init__(self, vocabulary, *, name="predictions", **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocabulary = vocabulary
        self.dense = keras.layers.Dense(4, activation="tanh", name="dense")
        self.layer_norm = LayerNorm(name="LayerNorm")

    def build(self, x_shape):
        self.table = self.add_weight(
            name="table", shape=[self.vocabulary, 4], initializer="glorot_uniform"
        )
        self.bias = self.add_weight(
            name="bias", shape=[self.vocabulary], initializer="zeros"
        )

    def call(self, x):
        with keras.name_scope("transform"):
            x = self.dense(x)
            x = self.layer_norm(x)
        x = tf.matmul(x, self.table, transpose_b=True)
        return x + self.bias


class Tower(keras.layers.Layer):
    """Convolutions and what normalizes them, turn by turn."""

    tf1_order = (("conv1d", "batch_normalization", "scale"),)  # as TF1 made them

    def __init__(self, depth, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.conv1d = [
            keras.layers.Conv1D(
                4, kernel_size=3, padding="same", use_bias=False, name="conv_%d" % i
            )
            for i in range(depth)
        ]
        self.batch_normalization = [
            BatchNormalization(name="norm_%d" % i) for i in range(depth)
        ]

    def build(self, x_shape):
        self.scale = [
            self.add_weight(
                name="scale_%d" % i, shape=[4], initializer="glorot_uniform"
            )
            for i in range(self.depth)
        ]

    def call(self, x, is_training):
        for conv1d, batch_normalization, weight in zip(
            self.conv1d, self.batch_normalization, self.scale
        ):
            x = conv1d(x)
            x = batch_normalization(x, training=is_training)
            scale = weight.value
            x = tf.nn.relu(x) * scale
        return x


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


class LayerNorm(keras.layers.LayerNormalization):
    """Layer normalization of the last axis with TF1's epsilon."""

    tf1_order = ("beta", "gamma")

    def __init__(self, *, epsilon=1e-12, **kwargs):
        super().__init__(epsilon=epsilon, **kwargs)


class Blocks(keras.layers.Layer):
    tf1_order = (("dense", ("up", "down")), "gain")  # as TF1 made them

    def __init__(self, stages, *, name="blocks", **kwargs):
        super().__init__(name=name, **kwargs)
        self.stages = stages
        self.dense = []
        self.up = []
        self.down = []
        for i, width in enumerate(stages):
            self.dense.append(keras.layers.Dense(width, name="in_%d" % i))
            up_row = []
            down_row = []
            for j in range(2):
                up_row.append(
                    keras.layers.Dense(2 * width, activation="relu", name="up")
                )
                down_row.append(keras.layers.Dense(width, name="down"))
            self.up.append(up_row)
            self.down.append(down_row)

    def build(self, x_shape):
        self.gain = self.add_weight(name="gain", shape=[], initializer="ones")

    def call(self, x):
        for i, width in enumerate(self.stages):
            x = self.dense[i](x)
            for j in range(2):
                with keras.name_scope("unit_%d_%d" % (i, j)):
                    h = self.up[i][j](x)
                    x = x + self.down[i][j](h)
        return x * self.gain


class Net(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = ("start", "offset", "tower", "blocks", "masked_output")

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.start = keras.layers.Dense(3, name="start")
        self.tower = Tower(2)
        self.blocks = Blocks([3, 4])
        self.masked_output = MaskedOutput(7)

    def build(self, x_shape):
        self.offset = self.add_weight(
            name="offset", shape=[3], initializer="glorot_uniform"
        )

    def call(self, x, is_training=False):
        start = self.start(x)
        h = self.tower(start + self.offset, is_training=is_training)
        h = self.blocks(h)
        return self.masked_output(tf.reduce_mean(h, 1))
