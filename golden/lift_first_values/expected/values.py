"""First values of weights as tutorials compute them: with NumPy, by helpers, by arithmetic on what is drawn."""
import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope

import stays


def xavier_init(size):
    in_dim = size[0]
    stddev = 1.0 / tf.sqrt(in_dim / 2.0)
    return tf.random.normal(shape=size, stddev=stddev)


def glorot(shape):
    """Uniform, by the sizes on both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    return tf.random.uniform(shape, minval=-bound, maxval=bound)


class Generator(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, z_shape):
        # The variables of the generator
        self.w1 = self.add_weight(
            name="w1", shape=[4, 5], initializer=lambda shape, dtype: xavier_init(shape)
        )
        self.b1 = self.add_weight(
            name="b1", shape=[5], initializer=keras.initializers.Constant(0.1)
        )
        self.w2 = self.add_weight(
            name="w2", shape=[5, 3], initializer=lambda shape, dtype: xavier_init(shape)
        )
        self.b2 = self.add_weight(
            name="b2", shape=[3], initializer=keras.initializers.Constant(-0.5)
        )

    def call(self, z):
        hidden = tf.nn.relu(tf.matmul(z, self.w1) + self.b1)
        return tf.nn.sigmoid(tf.matmul(hidden, self.w2) + self.b2)


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        n_in = x_shape[-1]
        self.w = self.add_weight(
            name="w",
            shape=[n_in, self.units],
            initializer=lambda shape, dtype: glorot(shape),
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.nn.tanh(tf.matmul(x, self.w) + self.b)


class NumpyDense(keras.layers.Layer):
    def __init__(self, n_in, n_out, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_in = n_in
        self.n_out = n_out

    def build(self, x_shape):
        scale = np.sqrt(2.0 / (self.n_in + self.n_out))
        self.w = self.add_weight(
            name="w",
            shape=(self.n_in, self.n_out),
            initializer=keras.initializers.RandomUniform(minval=-0.1, maxval=0.1),
        )
        self.u = self.add_weight(
            name="u",
            shape=(self.n_in, self.n_out),
            initializer=keras.initializers.RandomNormal(stddev=scale),
        )
        self.v = self.add_weight(
            name="v",
            shape=[self.n_out, self.n_out],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
        )

    def call(self, x):
        return tf.matmul(tf.matmul(x, self.w) + tf.matmul(x, self.u), self.v)


class Mixing(keras.layers.Layer):
    def __init__(self, n, *, name="mixing", **kwargs):
        super().__init__(name=name, **kwargs)
        self.n = n

    def build(self, x_shape):
        self.turn = self.add_weight(
            name="turn",
            shape=[self.n, self.n],
            initializer=keras.initializers.Identity(),
        )
        self.small = self.add_weight(
            name="small",
            shape=[self.n, self.n],
            initializer=keras.initializers.RandomNormal(stddev=0.5 * 0.01),
        )
        self.narrow = self.add_weight(
            name="narrow",
            shape=[self.n, self.n],
            initializer=keras.initializers.TruncatedNormal(
                stddev=1.0 / np.sqrt(self.n)
            ),
        )
        self.offset = self.add_weight(
            name="offset",
            shape=(3,),
            initializer=keras.initializers.Constant([0.5, -0.5, 0.25]),
            trainable=False,
        )

    def call(self, x):
        return (
            tf.matmul(x, self.turn + self.small)
            + tf.matmul(x, self.narrow)
            + self.offset
        )


class Model(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = (
        "generator",
        "first",
        "second",
        "third",
        "mixing",
        "all_of_them",
    )

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.generator = Generator()
        self.first = Dense(5, name="first")
        self.second = Dense(4, name="second")
        self.third = NumpyDense(4, 3, name="third")
        self.mixing = Mixing(3)

    def call(self, z, x):
        image = self.generator(z)
        h = self.second(self.first(x))
        h = self.third(h)
        h = self.mixing(h)
        with compat_scope.hosting(self, "all_of_them"):
            return image, h, stays.all_of_them(h)
