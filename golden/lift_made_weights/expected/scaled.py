"""Weights that are scaled where they are used, a table of words, and a table that two networks share."""
import numpy as np
import tensorflow as tf
import keras


class Weight(keras.layers.Layer):
    """A weight whose learning rate is equalized."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self, shape, gain=np.sqrt(2), use_wscale=False, lrmul=1, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.shape = shape
        self.gain = gain
        self.use_wscale = use_wscale
        self.lrmul = lrmul

    def build(self):
        fan_in = np.prod(self.shape[:-1])
        he_std = self.gain / np.sqrt(fan_in)

        if self.use_wscale:
            init_std = 1.0 / self.lrmul
        else:
            init_std = he_std / self.lrmul

        init = keras.initializers.RandomNormal(mean=0, stddev=init_std)
        self.weight = self.add_weight(name="weight", shape=self.shape, initializer=init)

    def call(self, inputs=None):
        fan_in = np.prod(self.shape[:-1])
        he_std = self.gain / np.sqrt(fan_in)

        # Either the first values are small, or the weight is scaled when it is used.
        if self.use_wscale:
            runtime_coef = he_std * self.lrmul
        else:
            runtime_coef = self.lrmul
        return self.weight * runtime_coef


class ApplyBias(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, lrmul=1, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.lrmul = lrmul

    def build(self, x_shape):
        self.bias = self.add_weight(
            name="bias", shape=[x_shape[1]], initializer="zeros"
        )

    def call(self, x):
        b = self.bias * self.lrmul
        b = tf.cast(b, x.dtype)
        return x + b


class Dense(keras.layers.Layer):
    tf1_order = ("w", "apply_bias")  # as TF1 made them

    def __init__(self, fmaps, *, name=None, **kwargs):
        super().__init__(name=name)
        self.fmaps = fmaps
        self.kwargs = kwargs
        self.apply_bias = ApplyBias()

    def build(self, x_shape):
        self.w = Weight([x_shape[1], self.fmaps], **self.kwargs)

    def call(self, x):
        w = self.w()
        w = tf.cast(w, x.dtype)
        return self.apply_bias(tf.matmul(x, w))


class Mapped(keras.layers.Layer):
    def __init__(
        self, fmaps, gain=np.sqrt(2), use_wscale=False, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.fmaps = fmaps
        self.gain = gain
        self.use_wscale = use_wscale

    def build(self, x_shape):
        self.w = Weight(
            [x_shape[1], self.fmaps],
            gain=self.gain,
            use_wscale=self.use_wscale,
            lrmul=0.5,
        )

    def call(self, x):
        w = self.w()
        return tf.matmul(x, tf.cast(w, x.dtype))


class WordTable(keras.layers.Layer):
    """The embeddings of all words; that of the padding is zero."""

    def __init__(self, vocab, size, zero_pad=True, *, name="words", **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocab = vocab
        self.size = size
        self.zero_pad = zero_pad

    def build(self):
        self.table = self.add_weight(
            name="table", shape=(self.vocab, self.size), initializer="glorot_uniform"
        )

    def call(self, inputs=None):
        table = self.table.value
        if self.zero_pad:
            table = tf.concat((tf.zeros(shape=[1, self.size]), table[1:, :]), 0)
        return table


class Codes(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size

    def build(self):
        self.codes = self.add_weight(
            name="codes", shape=[3, self.size], initializer="glorot_uniform"
        )

    def call(self, inputs=None):
        return tf.nn.l2_normalize(self.codes, 1)


class Read(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, vocab, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.table = WordTable(vocab, size)

    def call(self, ids):
        table = self.table()
        x = tf.reduce_mean(tf.compat.v1.nn.embedding_lookup(table, ids), 1)
        return tf.matmul(x, table, transpose_b=True)


class Nearest(keras.layers.Layer):
    def __init__(self, *, name="nearest", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.codes = Codes(x_shape[1])

    def call(self, x):
        return tf.matmul(x, self.codes(), transpose_b=True)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.read = Read(7, 4)
        self.first = Mapped(6, use_wscale=True, name="first")
        self.second = Mapped(4, gain=1, name="second")
        self.nearest = Nearest()

    def call(self, ids):
        x = self.read(ids)
        x = self.first(x)
        x = tf.nn.relu(self.second(x))
        near = self.nearest(x)
        far = self.nearest(-x)  # the same codes
        return near, far
