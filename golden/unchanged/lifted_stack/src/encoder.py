"""What lifting made: layers with TF1's names, and a function that stays for callers elsewhere."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.02),
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Encoder(keras.layers.Layer):
    """Stacks `depth` dense layers."""

    def __init__(self, units, depth, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = [Dense(units, name="layer_%d" % i) for i in range(depth)]

    def call(self, x):
        for dense in self.dense:
            x = tf.nn.relu(dense(x))
        return x


class Similarity(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, depth, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = Encoder(units, depth)

    def call(self, a, b):
        left = self.encoder(a)
        right = self.encoder(b)  # the same weights
        return tf.reduce_sum(left * right, -1)


def encoder(x, units, depth, scope="encoder", reuse=False):
    return compat_scope.get_layer(Encoder, units, depth, name=scope, reuse=reuse)(x)
