"""Scopes that say for all they make what it begins with, and what it costs."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Embed(keras.layers.Layer):
    """Tables of one kind."""

    def __init__(self, vocab, width, std=0.02, *, name="embed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocab = vocab
        self.width = width
        self.std = std

    def build(self, ids_shape):
        self.words = self.add_weight(
            name="words",
            shape=[self.vocab, self.width],
            initializer=keras.initializers.TruncatedNormal(stddev=self.std),
        )
        self.places = self.add_weight(
            name="places",
            shape=[ids_shape[1], self.width],
            # one for each
            initializer=keras.initializers.TruncatedNormal(stddev=self.std),
        )

    def call(self, ids):
        return tf.gather(self.words, ids) + self.places


class Attend(keras.layers.Layer):
    """Its projections begin alike, the rest as it says."""

    tf1_names = {"out_w": "out/w"}
    tf1_order = ("query", "key", "scale", "w")  # as TF1 made them

    def __init__(self, width, init, *, name="attend", **kwargs):
        super().__init__(name=name, **kwargs)
        self.width = width
        self.init = init
        self.query = keras.layers.Dense(width, kernel_initializer=init, name="query")
        self.key = keras.layers.Dense(
            width, use_bias=False, kernel_initializer="ones", name="key"
        )

    def build(self, x_shape):
        self.scale = self.add_weight(
            name="scale", shape=[], initializer=keras.initializers.Constant(0.5)
        )
        self.w = self.add_weight(
            name="out_w", shape=[self.width, self.width], initializer=self.init
        )

    def call(self, x):
        q = self.query(x)
        k = self.key(x)
        weights = tf.nn.softmax(self.scale * tf.matmul(q, k, transpose_b=True))
        with keras.name_scope("out"):
            return x + tf.tensordot(tf.matmul(weights, x), self.w, 1)


class Decayed(keras.layers.Layer):
    def __init__(self, units, decay, *, name="decayed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.decay = decay
        self.fc = keras.layers.Dense(
            units,
            activation="sigmoid",
            kernel_initializer="ones",
            kernel_regularizer=keras.regularizers.L2(0.5 * decay),
            bias_regularizer=keras.regularizers.L2(0.5 * decay),
            name="fc",
        )

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer="glorot_uniform",
            regularizer=keras.regularizers.L2(0.5 * self.decay),
        )
        self.b = self.add_weight(
            name="b",
            shape=[self.units],
            initializer="zeros",
            regularizer=keras.regularizers.L2(0.5 * self.decay),
        )

    def call(self, x):
        h = tf.nn.relu(tf.tensordot(x, self.w, 1) + self.b)
        with keras.name_scope("gate"):
            return self.fc(h) * h


class Linear(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.tensordot(x, self.w, 1)


def through(x, units):
    """What another function makes takes it from the scope as well."""
    with compat_scope.variable_scope("through", initializer=tf.compat.v1.constant_initializer(0.1)):
        b = compat_scope.get_variable("b", [units])
        return compat_scope.get_layer(Linear, units, name="fc")(x) + b


def entered_again(x, units):
    """The scope as an object keeps what it hands down."""
    with compat_scope.variable_scope("again", initializer=tf.compat.v1.constant_initializer(0.2)) as scope:
        x = x * compat_scope.get_variable("s", [units])
    with compat_scope.variable_scope(scope):
        return x + compat_scope.get_variable("b", [units])


def both(x, units):
    """Two losses for one variable."""
    with compat_scope.variable_scope("both", regularizer=compat_scope.contrib.layers.l2_regularizer(0.1)):
        return compat_scope.layers.dense(x, units, kernel_regularizer=compat_scope.contrib.layers.l1_regularizer(0.2), name="fc")


class Encoder(keras.layers.Layer):
    def __init__(self, vocab=11, width=4, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.embed = Embed(vocab, width)
        self.attend = Attend(width, keras.initializers.RandomNormal(stddev=0.1))
        self.decayed = Decayed(width, 0.01)

    def call(self, ids):
        x = self.embed(ids)
        x = self.attend(x)
        return self.decayed(x)


def forward(ids):
    x = compat_scope.get_layer(Encoder, name="encoder")(ids)
    return both(entered_again(through(x, 4), 4), 4)
