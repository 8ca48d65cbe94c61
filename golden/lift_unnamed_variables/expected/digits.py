"""A convolutional network whose variables have no names: TF1 counts them in each name scope."""
import tensorflow as tf
import keras
from migrate import compat_scope


def weight_variable(layer, shape, name="Variable"):
    """A weight variable of a given shape."""
    return layer.add_weight(
        name=name,
        shape=shape,
        initializer=keras.initializers.TruncatedNormal(stddev=0.1),
    )


def bias_variable(layer, shape, name="Variable"):
    """A bias variable, slightly positive to avoid dead neurons."""
    return layer.add_weight(
        name=name, shape=shape, initializer=keras.initializers.Constant(0.1)
    )


def conv2d(x, W):
    return tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding="SAME")


class Deepnn(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {
        "conv1_Variable": "conv1/Variable",
        "conv1_Variable_1": "conv1/Variable_1",
        "fc1_Variable": "fc1/Variable",
        "fc1_Variable_1": "fc1/Variable_1",
    }

    def __init__(self, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.classes = classes

    def build(self, x_shape):
        self.W_conv1 = weight_variable(self, [3, 3, 1, 4], name="conv1_Variable")
        self.b_conv1 = bias_variable(self, [4], name="conv1_Variable_1")

        self.W_fc1 = weight_variable(self, [6 * 6 * 4, 5], name="fc1_Variable")
        self.b_fc1 = bias_variable(self, [5], name="fc1_Variable_1")

        # Outside any scope: numbers of their own.
        self.W_fc2 = weight_variable(self, [5, self.classes])
        self.b_fc2 = bias_variable(self, [self.classes], name="Variable_1")

    def call(self, x):
        # Reshape to use within a convolutional neural net.
        with tf.name_scope("reshape"):
            x_image = tf.reshape(x, [-1, 6, 6, 1])

        # First convolutional layer - maps one grayscale image to 4 feature maps.
        with tf.name_scope("conv1"):
            h_conv1 = tf.nn.relu(conv2d(x_image, self.W_conv1.value) + self.b_conv1)

        with tf.name_scope("fc1"):
            h_flat = tf.reshape(h_conv1, [-1, 6 * 6 * 4])
            h_fc1 = tf.nn.relu(tf.matmul(h_flat, self.W_fc1) + self.b_fc1)
        return tf.matmul(h_fc1, self.W_fc2) + self.b_fc2


class Calibrate(keras.layers.Layer):
    def __init__(self, classes, *, name="calibrate", **kwargs):
        super().__init__(name=name, **kwargs)
        self.classes = classes

    def build(self, logits_shape):
        self.scale = self.add_weight(
            name="Variable", shape=[self.classes], initializer="ones"
        )
        self.shift = self.add_weight(
            name="Variable_1", shape=[self.classes], initializer="zeros"
        )
        self.bias = self.add_weight(
            name="bias", shape=[self.classes], initializer="glorot_uniform"
        )

    def call(self, logits):
        return logits * self.scale + self.shift + self.bias


class Normalize(keras.layers.Layer):
    """Layer normalization: each call has another name scope, `ln`, `ln_1`."""

    def __init__(self, epsilon=1e-8, *, name="ln", **kwargs):
        super().__init__(name=name, **kwargs)
        self.epsilon = epsilon

    def build(self, x_shape):
        params_shape = x_shape[-1:]
        self.beta = self.add_weight(
            name="Variable", shape=params_shape, initializer="zeros"
        )
        self.gamma = self.add_weight(
            name="Variable_1", shape=params_shape, initializer="ones"
        )

    def call(self, x):
        mean, variance = tf.nn.moments(x, [-1], keepdims=True)
        return self.gamma * (x - mean) / ((variance + self.epsilon) ** 0.5) + self.beta


def soften(x, scope="soft"):
    with compat_scope.variable_scope(scope):
        slope = compat_scope.Variable(tf.fill(x.get_shape()[-1:], 0.5), name="slope")
        return tf.maximum(x, slope * x)


class Encode(keras.layers.Layer):
    """Blocks of two normalizations each, and one behind them."""

    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = (
        ("block_normalize", "dense", "soften", "dense_1", "ln_1"),
        "normalize",
    )

    def __init__(self, depth=2, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.block_normalize = [Normalize() for _ in range(depth)]
        self.dense = [keras.layers.Dense(4, name="dense") for _ in range(depth)]
        self.dense_1 = [keras.layers.Dense(3, name="dense_1") for _ in range(depth)]
        self.ln_1 = [Normalize(name="ln_1") for _ in range(depth)]
        self.normalize = Normalize()

    def call(self, x):
        for i in range(self.depth):
            with keras.name_scope("block_%d" % i):
                h = self.dense[i](self.block_normalize[i](x))
                with compat_scope.hosting(self, "soften"):
                    h = soften(h)
                x = self.ln_1[i](x + self.dense_1[i](h))
        return self.normalize(x)


def residual(x):
    w = compat_scope.Variable(tf.random.normal([3, 3]), name="w")
    return x + tf.matmul(x, w)


def refine(x):
    return tf.nn.relu(residual(x))


def forward(x, classes):
    logits = compat_scope.get_layer(Calibrate, classes, name="calibrate")(
        compat_scope.get_layer(Deepnn, classes)(x)
    )
    # `w`, then `w_1`: what names them is the order of the calls
    return refine(refine(compat_scope.get_layer(Encode)(logits)))
