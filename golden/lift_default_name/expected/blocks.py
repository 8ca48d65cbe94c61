"""Layers that number themselves unless they are given a name."""
import tensorflow as tf
import keras
from migrate import compat_scope


class LayerNorm(keras.layers.Layer):
    """Layer normalization."""

    def __init__(self, filters=None, epsilon=1e-6, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.epsilon = epsilon

    def build(self, x_shape):
        filters = self.filters
        if filters is None:
            filters = list(x_shape)[-1]
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


def sublayer(x, units, name=None):
  with compat_scope.variable_scope(name, default_name="sublayer", values=[x]):
    # dense_layer
    h = compat_scope.get_layer(Dense, units, default_name="dense_layer")(x)
    # dense_layer_1
    h = tf.nn.relu(compat_scope.get_layer(Dense, units, default_name="dense_layer")(h))
    h = compat_scope.get_layer(
        Dense,
        tf.compat.dimension_value(x.shape[-1]),
        name="output",
        default_name="dense_layer",
    )(h)
    return compat_scope.get_layer(LayerNorm, default_name="layer_norm")(x + h)


def forward(x):
  x = sublayer(x, 4)
  x = sublayer(x, 3)
  x = compat_scope.get_layer(Gate, default_name="gate")(x)
  x = sublayer(x, 2, name="last")
  x = compat_scope.get_layer(Gate, default_name="gate")(x)
  return compat_scope.get_layer(LayerNorm, default_name="layer_norm")(x)
