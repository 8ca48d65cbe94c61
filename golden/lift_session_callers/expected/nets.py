"""Networks; nothing in here knows about sessions."""
import tensorflow as tf
import keras


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.02),
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Generator(keras.layers.Layer):
    def __init__(self, units=4, *, name="generator", **kwargs):
        super().__init__(name=name, **kwargs)
        self.h0 = Dense(units, name="h0")
        self.h1 = Dense(5, name="h1")

    def call(self, z):
        h = tf.nn.relu(self.h0(z))
        return tf.tanh(self.h1(h))


class Discriminator(keras.layers.Layer):
    """Probability and logits; share with reuse=True."""

    def __init__(self, *, name="discriminator", **kwargs):
        super().__init__(name=name, **kwargs)
        self.h0 = Dense(4, name="h0")
        self.h1 = Dense(1, name="h1")

    def call(self, x):
        h = tf.nn.leaky_relu(self.h0(x))
        logits = self.h1(h)
        return tf.sigmoid(logits), logits
