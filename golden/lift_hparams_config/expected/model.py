import tensorflow as tf
import keras

import config


class Embed(keras.layers.Layer):
    def __init__(self, hparams, *, name="embed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.hparams = hparams

    def build(self, tokens_shape):
        self.table = self.add_weight(
            name="table",
            shape=[self.hparams.n_vocab, self.hparams.n_embd],
            initializer=keras.initializers.TruncatedNormal(
                stddev=self.hparams.options["stddev"]
            ),
        )
        self.position = self.add_weight(
            name="position",
            shape=[self.hparams.n_ctx, self.hparams.n_embd],
            initializer="glorot_uniform",
        )

    def call(self, tokens):
        return tf.nn.embedding_lookup(self.table, tokens) + self.position


class Mixer(keras.layers.Layer):
    def __init__(self, hparams, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.hparams = hparams

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[self.hparams.n_ctx, self.hparams.n_ctx],
            initializer="glorot_uniform",
        )

    def call(self, x):
        assert self.hparams.n_embd % 2 == 0
        return tf.einsum("btd,ts->bsd", x, self.w)


class Mlp(keras.layers.Layer):
    def __init__(self, hparams, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.hparams = hparams

    def build(self, x_shape):
        size = self.hparams.n_embd
        hidden = size * self.hparams.expansion
        self.w0 = self.add_weight(
            name="w0", shape=[size, hidden], initializer="glorot_uniform"
        )
        self.w1 = self.add_weight(
            name="w1", shape=[hidden, size], initializer="glorot_uniform"
        )
        if self.hparams.options["bias"]:
            self.b = self.add_weight(name="b", shape=[size], initializer="zeros")

    def call(self, x):
        h = tf.nn.relu(tf.tensordot(x, self.w0, axes=1))
        h = tf.tensordot(h, self.w1, axes=1)
        if self.hparams.options["bias"]:
            h += self.b
        return h


class Model(keras.layers.Layer):
    tf1_order = ("embed", ("mixer", "mlp"))  # as TF1 made them

    def __init__(self, hparams, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.embed = Embed(hparams)
        self.mixer = [
            Mixer(hparams, name="mixer_%d" % i) for i in range(hparams.n_layer)
        ]
        self.mlp = [
            Mlp(hparams=hparams, name="mlp_%d" % i) for i in range(hparams.n_layer)
        ]

    def call(self, tokens):
        x = self.embed(tokens)
        for mixer, mlp in zip(self.mixer, self.mlp):
            x = x + mixer(x)
            x = x + mlp(x)
        return tf.reduce_mean(x, axis=1)


class Predict(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        hparams = config.tiny()
        self.model = Model(hparams)

    def call(self, tokens):
        return tf.nn.softmax(self.model(tokens))
