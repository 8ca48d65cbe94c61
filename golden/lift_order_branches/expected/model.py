import tensorflow as tf
import keras


class Head(keras.layers.Layer):
    """Hidden layers, normalized or not."""

    # as TF1 made them
    tf1_order = (("fully_connected", "layer_norm_layer"), "fully_connected_1")

    def __init__(self, hiddens, actions, layer_norm=False, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_norm = layer_norm
        self.fully_connected = []
        self.layer_norm_layer = []
        for hidden in hiddens:
            self.fully_connected.append(
                FullyConnected(
                    hidden,
                    name=(
                        "fully_connected_%d" % len(self.fully_connected)
                        if self.fully_connected
                        else "fully_connected"
                    ),
                )
            )
            if layer_norm:
                self.layer_norm_layer.append(
                    ExampleNorm(
                        name=(
                            "LayerNorm_%d" % len(self.layer_norm_layer)
                            if self.layer_norm_layer
                            else "LayerNorm"
                        )
                    )
                )
            else:
                self.layer_norm_layer.append(None)
        self.fully_connected_1 = FullyConnected(
            actions,
            name=(
                "fully_connected_%d" % len(self.fully_connected)
                if self.fully_connected
                else "fully_connected"
            ),
        )

    def call(self, x):
        for fully_connected, layer_norm_layer in zip(
            self.fully_connected, self.layer_norm_layer
        ):
            x = fully_connected(x)
            if self.layer_norm:
                x = layer_norm_layer(x)
            x = tf.nn.relu(x)
        return self.fully_connected_1(x)


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`."""

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


class Tower(keras.layers.Layer):
    tf1_order = (("dense", "scale", "gate"),)  # as TF1 made them

    def __init__(self, depth, skip=True, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.skip = skip
        self.dense = []
        for i in range(depth):
            if i > 0:
                self.dense.append(keras.layers.Dense(4, name="mix_%d" % i))
            else:
                self.dense.append(None)

    def build(self, x_shape):
        self.scale = []
        self.gate = []
        for i in range(self.depth):
            if i > 0:
                self.scale.append(None)
            else:
                self.scale.append(
                    self.add_weight(
                        name="scale", shape=[4], initializer="glorot_uniform"
                    )
                )
            if self.skip and i == 1:
                self.gate.append(
                    self.add_weight(name="gate_%d" % i, shape=[4], initializer="ones")
                )
            else:
                self.gate.append(None)

    def call(self, x):
        for i in range(self.depth):
            if i > 0:
                x = self.dense[i](x)
            else:
                scale = self.scale[i].value
                x = x * scale
            if self.skip and i == 1:
                gate = self.gate[i].value
                x = x * tf.sigmoid(gate)
            x = tf.nn.elu(x)
        return x


class Net(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.plain_head = Head([5, 4], 4)
        self.normed_head = Head([3, 4], 4, layer_norm=True)
        self.tower = Tower(3)
        self.tower_without = TowerWithout()

    def call(self, x):
        with keras.name_scope("plain"):
            a = self.plain_head(x)
        with keras.name_scope("normed"):
            b = self.normed_head(x)
        return self.tower(a + b), self.tower_without(b)


class TowerWithout(keras.layers.Layer):
    def __init__(self, *, name="without", **kwargs):
        super().__init__(name=name, **kwargs)
        self.tower = Tower(2, skip=False)

    def call(self, x):
        return self.tower(x)
