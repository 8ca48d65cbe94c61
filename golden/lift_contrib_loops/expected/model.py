import tensorflow as tf
import keras

CONVS = [(4, 3), (5, 3)]


class Cnn(keras.layers.Layer):
    def __init__(self, convs, *, name="cnn", **kwargs):
        super().__init__(name=name, **kwargs)
        self.convolution2d = []
        for depth, size in convs:
            self.convolution2d.append(
                Convolution2D(
                    depth,
                    kernel_size=size,
                    padding="same",
                    activation="relu",
                    name=(
                        "Conv_%d" % len(self.convolution2d)
                        if self.convolution2d
                        else "Conv"
                    ),
                )
            )
        self.max_pooling2d = keras.layers.MaxPooling2D(2, strides=2)
        self.average_pooling2d = keras.layers.AveragePooling2D(
            [2, 2], strides=1, padding="same"
        )
        self.flatten = keras.layers.Flatten()

    def call(self, x):
        for convolution2d in self.convolution2d:
            # relu by default
            x = convolution2d(x)
        x = self.max_pooling2d(x)
        x = self.average_pooling2d(x)
        return self.flatten(x)


class Mlp(keras.layers.Layer):
    tf1_order = ("dense", ("dense_1", "layer_norm"), "dense_2")  # as TF1 made them

    def __init__(self, hidden=4, n=2, *, name="mlp", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(6, activation="tanh", name="dense")
        self.dense_1 = [
            keras.layers.Dense(hidden, name="dense_%d" % (i + 1)) for i in range(n)
        ]
        self.layer_norm = [
            ExampleNorm(name="LayerNorm_%d" % i if i else "LayerNorm") for i in range(n)
        ]
        self.dropout = keras.layers.Dropout(0.3)
        self.dense_2 = keras.layers.Dense(2, name="dense_%d" % (len(self.dense_1) + 1))

    def call(self, x):
        x = self.dense(x)
        for dense_1, layer_norm in zip(self.dense_1, self.layer_norm):
            x = dense_1(x)
            x = layer_norm(x)
            x = tf.nn.relu(x)
        x = self.dropout(x, training=False)
        return self.dense_2(x)


class Pairs(keras.layers.Layer):
    tf1_order = (("fully_connected", "fully_connected_1"), "last")  # as TF1 made them

    def __init__(self, widths, *, name="pairs", **kwargs):
        super().__init__(name=name, **kwargs)
        self.fully_connected = []
        self.fully_connected_1 = []
        for width in widths:
            self.fully_connected.append(
                FullyConnected(
                    width,
                    activation="relu",
                    name=(
                        "fully_connected_%d"
                        % (len(self.fully_connected) + len(self.fully_connected_1))
                        if len(self.fully_connected) + len(self.fully_connected_1)
                        else "fully_connected"
                    ),
                )
            )
            self.fully_connected_1.append(
                FullyConnected(
                    3,
                    name=(
                        "fully_connected_%d"
                        % (len(self.fully_connected) + len(self.fully_connected_1))
                        if len(self.fully_connected) + len(self.fully_connected_1)
                        else "fully_connected"
                    ),
                )
            )
        self.last = FullyConnected(2, name="last")

    def call(self, x):
        for fully_connected, fully_connected_1 in zip(
            self.fully_connected, self.fully_connected_1
        ):
            x = fully_connected(x)
            y = fully_connected_1(x)
            x = tf.concat([x, y], 1)
        return self.last(x)


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


class ExampleNorm(keras.layers.Layer):
    """Normalizes each example over all its axes; scales and shifts the last one."""

    def __init__(self, *, center=True, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.center = center
        self.scale = scale

    def build(self, input_shape):
        shape = input_shape[-1:]
        if self.center:
            self.beta = self.add_weight(name="beta", shape=shape, initializer="zeros")
        if self.scale:
            self.gamma = self.add_weight(name="gamma", shape=shape, initializer="ones")

    def call(self, inputs):
        axes = list(range(1 - len(inputs.shape), 0))
        mean, variance = keras.ops.moments(inputs, axes, keepdims=True)
        outputs = (inputs - mean) * keras.ops.rsqrt(variance + 1e-12)
        if self.scale:
            outputs = outputs * self.gamma
        return outputs + self.beta if self.center else outputs


class Net(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.cnn = Cnn(CONVS)
        self.pairs = Pairs([5, 4])
        self.mlp = Mlp()

    def call(self, x):
        x = self.cnn(x)
        return self.mlp(self.pairs(x))
