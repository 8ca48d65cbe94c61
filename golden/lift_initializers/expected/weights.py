import numpy as np
import tensorflow as tf
import keras
from migrate.compat_scope.contrib import layers as contrib_layers


he = lambda: contrib_layers.variance_scaling_initializer(factor=2.0, mode="FAN_IN", uniform=False)


def fan_in(shape, dtype=None, partition_info=None):
  """Uniform in the bounds of a layer's inputs."""
  bound = 1.0 / np.sqrt(shape[0])
  return tf.random.uniform(shape, -bound, bound)


def ortho(scale=1.0):
  def init(shape, dtype, partition_info=None):
    a = np.random.normal(0.0, 1.0, shape)
    u, _, v = np.linalg.svd(a, full_matrices=False)
    q = u if u.shape == tuple(shape) else v
    return (scale * q).astype(np.float32)
  return init


class Classes(keras.layers.Layer):
    def __init__(self, *, name="classes", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.a = self.add_weight(
            name="a",
            shape=[4, 4],
            initializer=keras.initializers.RandomNormal(mean=0.0, stddev=0.02),
        )
        self.b = self.add_weight(
            name="b", shape=[4], initializer=keras.initializers.Constant(0.1)
        )
        self.c = self.add_weight(
            name="c",
            shape=[4, 4],
            initializer=keras.initializers.TruncatedNormal(stddev=0.1, seed=3),
        )
        self.d = self.add_weight(
            name="d",
            shape=[4, 4],
            initializer=keras.initializers.RandomUniform(minval=-0.1, maxval=0.1),
        )
        self.e = self.add_weight(name="e", shape=[4, 4], initializer="glorot_uniform")
        self.f = self.add_weight(
            name="f",
            shape=[4, 4],
            initializer=keras.initializers.VarianceScaling(scale=2.0, mode="fan_out"),
        )
        self.g = self.add_weight(name="g", shape=[4], initializer="ones")
        self.h = self.add_weight(
            name="h", shape=[4, 4], initializer=keras.initializers.Orthogonal(gain=0.5)
        )
        self.i = self.add_weight(
            name="i", shape=[4, 4], initializer=keras.initializers.Identity()
        )
        self.j = self.add_weight(name="j", shape=[4, 4], initializer="he_normal")

    def call(self, x):
        for w in (
            self.a.value,
            self.c.value,
            self.d.value,
            self.e.value,
            self.f.value,
            self.h.value,
            self.i.value,
            self.j.value,
        ):
            x = tf.matmul(x, w)
        return self.g * x + self.b


class Values(keras.layers.Layer):
    def __init__(self, *, name="values", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        # No shape: the initializer gives it.
        self.table = self.add_weight(
            name="table",
            shape=(1, 4),
            initializer=keras.initializers.Constant([[1.0, 2.0, 3.0, 4.0]]),
        )
        self.grid = self.add_weight(
            name="grid",
            shape=np.linspace(-1, 1, 4).astype(np.float32).shape,
            initializer=keras.initializers.Constant(
                np.linspace(-1, 1, 4).astype(np.float32)
            ),
        )
        self.step = self.add_weight(
            name="step", shape=(), initializer=keras.initializers.Constant(0.5)
        )
        self.drawn = self.add_weight(
            name="drawn",
            shape=[4],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )

    def call(self, x):
        return x * self.table + self.step * self.grid + self.drawn


class Given(keras.layers.Layer):
    def __init__(
        self, units, initializer=None, bias_value=0.0, *, name="given", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.initializer = initializer
        self.bias_value = bias_value

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[1], self.units], initializer=self.initializer
        )
        self.b = self.add_weight(
            name="b",
            shape=[self.units],
            initializer=keras.initializers.Constant(self.bias_value),
        )

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class FromScope(keras.layers.Layer):
    tf1_names = {"inner_v": "inner/v", "inner_b": "inner/b"}

    def __init__(self, *, name="from_scope", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[4, 4],
            initializer=keras.initializers.RandomUniform(minval=-0.3, maxval=0.3),
        )
        self.v = self.add_weight(
            name="inner_v",
            shape=[4, 2],
            initializer=keras.initializers.RandomUniform(minval=-0.3, maxval=0.3),
        )
        self.b = self.add_weight(name="inner_b", shape=[2], initializer="zeros")

    def call(self, x):
        return tf.matmul(tf.matmul(x, self.w), self.v) + self.b


class Chosen(keras.layers.Layer):
    def __init__(self, units, activation=None, zeros=False, *, name="chosen", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.activation = activation
        self.fc = keras.layers.Dense(
            units,
            kernel_initializer=(
                "zeros" if zeros else keras.initializers.RandomNormal(stddev=0.2)
            ),
            name="fc",
        )

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[1], self.units],
            initializer=he() if self.activation is not None else ortho(0.5),
        )

    def call(self, x):
        x = tf.matmul(x, self.w)
        x = self.fc(x)
        return x if self.activation is None else self.activation(x)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.classes = Classes()
        self.values = Values()
        self.given = Given(4)
        self.zeros = Given(4, "zeros", name="zeros")
        self.fan_in = Given(4, initializer=fan_in, bias_value=0.5, name="fan_in")
        self.ortho = Given(4, initializer=ortho(np.sqrt(2)), name="ortho")
        self.chosen = Chosen(4, tf.nn.relu)
        self.chosen_zeros = Chosen(4, zeros=True, name="chosen_zeros")
        self.from_scope = FromScope()

    def call(self, x):
        x = self.classes(x)
        x = self.values(x)
        x = self.given(x)
        x = self.zeros(x)
        x = self.fan_in(x)
        x = self.ortho(x)
        x = self.chosen(x)
        x = self.chosen_zeros(x)
        return self.from_scope(x)
