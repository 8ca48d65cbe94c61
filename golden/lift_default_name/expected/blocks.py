"""Layers that number themselves unless they are given a name."""
import tensorflow as tf
import keras


class LayerNorm(keras.layers.Layer):
    """Layer normalization."""

    def __init__(self, filters=None, epsilon=1e-6, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.epsilon = epsilon

    def build(self, x_shape):
        filters = self.filters
        if filters is None:
            filters = x_shape[-1]
        self.layer_norm_scale = self.add_weight(
            name="layer_norm_scale", shape=[filters], initializer="ones"
        )
        self.layer_norm_bias = self.add_weight(
            name="layer_norm_bias", shape=[filters], initializer="zeros"
        )

    def call(self, x):
        mean = tf.reduce_mean(x, axis=[-1], keepdims=True)
        variance = tf.reduce_mean(tf.square(x - mean), axis=[-1], keepdims=True)
        norm_x = (x - mean) * tf.math.rsqrt(variance + self.epsilon)
        return norm_x * self.layer_norm_scale + self.layer_norm_bias


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel", shape=[x_shape[1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.matmul(x, self.kernel)


class Gate(keras.layers.Layer):
    def build(self, x_shape):
        self.dense = Dense(x_shape[1], name="dense_layer")

    def call(self, x):
        return x * tf.sigmoid(self.dense(x))


class Sublayer(keras.layers.Layer):
    tf1_order = ("dense", "dense_1", "output_", "layer_norm")  # as TF1 made them

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = Dense(units, name="dense_layer")
        self.dense_1 = Dense(units, name="dense_layer_1")
        self.layer_norm = LayerNorm(name="layer_norm")

    def build(self, x_shape):
        self.output_ = Dense(x_shape[-1], name="output")

    def call(self, x):
        h = self.dense(x)  # dense_layer
        h = tf.nn.relu(self.dense_1(h))  # dense_layer_1
        h = self.output_(h)
        return self.layer_norm(x + h)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("sublayer", "gate", "layer_norm")  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.sublayer = Sublayer(4, name="sublayer")
        self.sublayer_1 = Sublayer(3, name="sublayer_1")
        self.gate = Gate(name="gate")
        self.last = Sublayer(2, name="last")
        self.gate_1 = Gate(name="gate_1")
        self.layer_norm = LayerNorm(name="layer_norm")

    def call(self, x):
        x = self.sublayer(x)
        x = self.sublayer_1(x)
        x = self.gate(x)
        x = self.last(x)
        x = self.gate_1(x)
        return self.layer_norm(x)
