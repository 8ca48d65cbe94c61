import abc

import tensorflow as tf
import keras


# A block: subclasses say what is between the two ends.


class Wide(keras.layers.Layer):
    """Nothing but an activation."""

    hidden = 5

    def __init__(self, name, activation=tf.tanh, **kwargs):
        super().__init__(name=name, **kwargs)
        self.activation = activation
        self.enter = keras.layers.Dense(self.hidden, name="enter")

    def build(self, x_shape):
        self.leave = keras.layers.Dense(x_shape[-1], name="leave")

    def call(self, x):
        h = self.enter(x)
        h = self.middle(h)
        return x + self.leave(h)

    def middle(self, h):
        return self.activation(h)


class Deep(keras.layers.Layer):
    """Layers of one width."""

    tf1_separator = ">"  # for "/" in the names of weights
    tf1_order = ("enter", "w", "leave")  # as TF1 made them

    hidden = 3

    def __init__(self, name, depth=2, **kwargs):
        super().__init__(name=name, **kwargs)
        self.activation = tf.tanh
        self.depth = depth
        self.enter = keras.layers.Dense(self.hidden, name="enter")

    def build(self, x_shape):
        self.w = []
        for i in range(self.depth):
            self.w.append(
                self.add_weight(
                    name="deep_%d>w" % i,
                    shape=[self.hidden, self.hidden],
                    initializer="glorot_uniform",
                )
            )
        self.leave = keras.layers.Dense(x_shape[-1], name="leave")

    def call(self, x):
        h = self.enter(x)
        for i in range(self.depth):
            with keras.name_scope("deep_%d" % i):
                # As wide as what comes in.
                w = self.w[i].value
                h = self.activation(tf.matmul(h, w))
        return x + self.leave(h)


class Deeper(keras.layers.Layer):
    """One more layer on top of those."""

    tf1_names = {"top_w": "top/w"}
    tf1_separator = ">"  # for "/" in the names of weights
    tf1_order = ("enter", "w", "top_w", "leave")  # as TF1 made them

    hidden = 3

    def __init__(self, name, **kwargs):
        super().__init__(name=name, **kwargs)
        self.activation = tf.tanh
        self.depth = 1
        self.enter = keras.layers.Dense(self.hidden, name="enter")

    def build(self, x_shape):
        self.w = []
        for i in range(self.depth):
            self.w.append(
                self.add_weight(
                    name="deep_%d>w" % i,
                    shape=[self.hidden, self.hidden],
                    initializer="glorot_uniform",
                )
            )
        self.top_w = self.add_weight(
            name="top_w",
            shape=[self.hidden, self.hidden],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )
        self.leave = keras.layers.Dense(x_shape[-1], name="leave")

    def call(self, x):
        h = self.enter(x)
        for i in range(self.depth):
            with keras.name_scope("deep_%d" % i):
                # As wide as what comes in.
                w_ = self.w[i].value
                h = self.activation(tf.matmul(h, w_))
        with keras.name_scope("top"):
            h = tf.matmul(h, self.top_w) + h
        return x + self.leave(h)


class Mean(keras.layers.Layer):
    """Scores rows, weighs them, and projects what comes of it."""

    tf1_names = {"project_w": "project/w", "project_b": "project/b"}

    def __init__(self, units, name="pooling", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        width = x_shape[-1]
        self.w = self.add_weight(
            name="project_w", shape=[width, self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(
            name="project_b", shape=[self.units], initializer="zeros"
        )

    def call(self, x):
        weights = self.weigh(x)
        pooled = tf.matmul(weights, x, transpose_a=True)
        return tf.matmul(pooled, self.w) + self.b

    def weigh(self, x):
        rows = tf.cast(tf.shape(x)[0], tf.float32)
        return tf.ones_like(x[:, :1]) / rows


class Attend(keras.layers.Layer):
    """Learns the weights."""

    tf1_names = {"project_w": "project/w", "project_b": "project/b"}
    tf1_order = ("scores", "w", "b")  # as TF1 made them

    def __init__(self, units, name="pooling", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.scores = keras.layers.Dense(1, use_bias=False, name="scores")

    def build(self, x_shape):
        width = x_shape[-1]
        self.w = self.add_weight(
            name="project_w", shape=[width, self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(
            name="project_b", shape=[self.units], initializer="zeros"
        )

    def call(self, x):
        scores = self.scores(x)
        weights = tf.nn.softmax(scores, axis=0)
        pooled = tf.matmul(weights, x, transpose_a=True)
        return tf.matmul(pooled, self.w) + self.b


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.wide = Wide("wide", activation=tf.nn.relu)
        self.deep = Deep("deep", depth=2)
        self.deeper = Deeper("deeper")
        self.mean = Mean(3, name="mean")
        self.attend = Attend(3)

    def call(self, x):
        x = self.deep(self.wide(x))
        x = self.deeper(x)
        return self.wide(x), self.mean(x) + self.attend(x)
