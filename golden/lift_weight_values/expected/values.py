"""What weights begin with, and what type they have."""
import numpy as np
import tensorflow as tf
import keras


class Policy(keras.layers.Layer):
    """The mean and the deviation of a Gaussian."""

    tf1_order = ("mu", "log_std")  # as TF1 made them

    def __init__(self, act_dim, *, name="policy", **kwargs):
        super().__init__(name=name, **kwargs)
        self.act_dim = act_dim
        self.mu = keras.layers.Dense(act_dim, name="mu")

    def build(self, x_shape):
        self.log_std = self.add_weight(
            name="log_std",
            shape=[self.act_dim],
            initializer=keras.initializers.Constant(-0.5),
        )

    def call(self, x):
        mu = self.mu(x)
        return mu, tf.exp(self.log_std)


class Arrays(keras.layers.Layer):
    def __init__(self, *, name="arrays", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.zeros = self.add_weight(name="zeros", shape=[4], initializer="zeros")
        self.full = self.add_weight(
            name="full", shape=(4,), initializer=keras.initializers.Constant(0.5)
        )
        self.shifted = self.add_weight(
            name="shifted",
            shape=(1 - np.arange(4, dtype=np.float32) / 4).shape,
            initializer=keras.initializers.Constant(
                1 - np.arange(4, dtype=np.float32) / 4
            ),
        )
        self.eye = self.add_weight(
            name="eye",
            shape=np.identity(4, dtype=np.float32).shape,
            initializer=keras.initializers.Constant(np.identity(4, dtype=np.float32)),
        )

    def call(self, x):
        return tf.matmul(x * self.full + self.zeros, self.eye) * self.shifted


def create_variable(layer, name, shape):
    """Makes a filter with Xavier's initialization."""
    variable = layer.add_weight(name=name, shape=shape, initializer="glorot_uniform")
    return variable


def create_bias_variable(layer, name, shape):
    return layer.add_weight(
        name=name, shape=shape, initializer=keras.initializers.Constant(0.1)
    )


class Filtered(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.filter = create_variable(self, "filter", [4, 3])
        self.filter_bias = create_bias_variable(self, "filter_bias", [3])
        self.filter_scale = self.add_weight(
            name="filter_scale", shape=[3], initializer="ones"
        )

    def call(self, x):
        return tf.matmul(x, self.filter) * self.filter_scale + self.filter_bias


class Project(keras.layers.Layer):
    """Weights of the type of what they are multiplied with."""

    def __init__(self, units, *, name="project", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, h_shape):
        self.w = self.add_weight(
            name="w", shape=[h_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, h):
        return tf.matmul(h, self.w) + self.b


class Counted(keras.layers.Layer):
    """Numbers that are counted beside the weights."""

    tf1_order = ("steps", "seen", "first", "rate")  # as TF1 made them

    def __init__(self, *, name="counted", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.steps = self.add_weight(
            name="steps", shape=[], initializer="zeros", dtype="int32", trainable=False
        )
        self.seen = self.add_weight(
            name="seen", shape=[2], initializer="zeros", dtype="int64", trainable=False
        )
        self.first = self.add_weight(
            name="first",
            shape=(),
            initializer=keras.initializers.Constant(3),
            dtype="int32",
            trainable=False,
        )
        self.rate = self.add_weight(
            name="rate", shape=(), initializer=keras.initializers.Constant(1.5)
        )

    def call(self, x):
        total = tf.cast(self.steps + self.first, tf.float32) + tf.cast(
            tf.reduce_sum(self.seen), tf.float32
        )
        return x * self.rate + total


class LookedUp(keras.layers.Layer):
    """Vectors that were learned elsewhere, as doubles."""

    def __init__(self, table, trainable=False, *, name="words", **kwargs):
        super().__init__(name=name, **kwargs)
        self.table = table
        self.trainable_ = trainable

    def build(self, ids_shape):
        self.vectors = self.add_weight(
            name="vectors",
            shape=np.shape(self.table),
            initializer=keras.initializers.Constant(self.table),
            trainable=self.trainable_,
        )

    def call(self, ids):
        return tf.nn.embedding_lookup(self.vectors, ids)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.policy = Policy(4)
        self.arrays = Arrays()
        self.filtered = Filtered()
        self.project = Project(5)
        self.counted = Counted()

    def call(self, x):
        mu, std = self.policy(x)
        h = self.arrays(mu * std)
        h = self.filtered(h)
        h = self.project(h)
        return mu, std, self.counted(h)
