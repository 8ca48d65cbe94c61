"""Compares two things by what one encoder makes of them."""
import tensorflow as tf
import keras


class Encoder(keras.layers.Layer):
    """An encoder of vectors.

    It is called once for each side.
    """

    def __init__(
        self,
        units,
        depth=2,
        activation=tf.nn.relu,
        scope="encoder",
        *,
        name=None,
        **kwargs,
    ):
        """Takes the width and the depth."""
        super().__init__(name=name or scope, **kwargs)
        self.units = units
        self.depth = depth
        self.activation = activation
        self.dropout = [keras.layers.Dropout(0.1) for _ in range(self.depth)]
        self.out = keras.layers.Dense(self.units, name="out")

    def call(self, x, is_training=False):
        # one scope, shared by all calls
        for i in range(self.depth):
            with keras.name_scope("layer_%d" % i):
                x = self._dense(x)
            x = self.dropout[i](x, training=is_training)
        y = self.activation(self.out(x))  # [batch, units]
        return y

    def _dense(self, x):
        """Adds what no variable is needed for."""
        return self.activation(x) + 1.0


class Mixer(keras.layers.Layer):
    def __init__(self, name=None, **kwargs):
        super().__init__(name=name or "mixer", **kwargs)

    def build(self, a_shape):
        n = a_shape[-1]
        self.w = self.add_weight(
            name="w",
            shape=[n, n],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )
        self.scale = self.add_weight(name="scale", shape=[n], initializer="ones")

    def call(self, a, b):
        return tf.matmul(a, self.w) * b * self.scale


class Gate(keras.layers.Layer):
    """Lets a part of `x` through."""

    def __init__(self, activation=tf.sigmoid, scope=None, *, name=None, **kwargs):
        super().__init__(name=name or ("gate" if scope is None else scope), **kwargs)
        self.scope = "gate" if scope is None else scope
        self.activation = activation

    def build(self, x_shape):
        self.dense = keras.layers.Dense(x_shape[-1], name=self.scope + "_map")

    def call(self, x):
        return x * self.activation(self.dense(x))


class Head(keras.layers.Layer):
    """Scores."""

    classes = 3

    def __init__(self, use_bias=True, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.use_bias = use_bias
        self.dense = keras.layers.Dense(
            self.classes,
            use_bias=self.use_bias,
            kernel_initializer="glorot_uniform",
            name="dense",
        )

    def call(self, x):
        return self.dense(x)


class Compare(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encode = Encoder(units, depth=1)
        self.mix = Mixer()
        self.gate = Gate()
        self.narrow = Gate(tf.tanh, scope="narrow")
        self.head = Head(use_bias=False)

    def call(self, left, right):
        a = self.encode(left)
        b = self.encode(right, is_training=False)
        mixed = self.mix(a, b=b)
        mixed = self.gate(mixed) + self.narrow(mixed)
        return {"mixed": mixed, "scores": self.head(mixed), "again": self.mix(b, b=a)}
