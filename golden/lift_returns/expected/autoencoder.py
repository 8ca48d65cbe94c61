import collections

import tensorflow as tf
import keras

Encoded = collections.namedtuple('Encoded', ['mean', 'log_var', 'features'])


class Output(object):
  def __init__(self, value, aux):
    self.value = value
    self.aux = aux


class Encode(keras.layers.Layer):
    def __init__(self, latent=2, *, name="encode", **kwargs):
        super().__init__(name=name, **kwargs)
        self.features = keras.layers.Dense(5, activation="softplus", name="features")
        self.mean = keras.layers.Dense(latent, name="mean")
        self.log_var = keras.layers.Dense(latent, name="log_var")

    def call(self, x):
        features = self.features(x)
        mean = self.mean(features)
        log_var = self.log_var(features)
        return Encoded(mean, log_var, features)


class Pyramid(keras.layers.Layer):
    """All the levels, coarse to fine, and the last width."""

    def __init__(self, levels, *, name="pyramid", **kwargs):
        super().__init__(name=name, **kwargs)
        self.levels = levels
        self.dense = [
            keras.layers.Dense(3, name="level_%d" % level) for level in range(levels)
        ]

    def call(self, x):
        outputs = {}
        for level in range(self.levels):
            x = self.dense[level](x)
            outputs["level_%d" % level] = x
        return outputs, tf.compat.dimension_value(x.shape[-1])


class Codebook(keras.layers.Layer):
    def __init__(self, size, dim, *, name="codebook", **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size
        self.dim = dim

    def build(self):
        self.codes = self.add_weight(
            name="codes",
            shape=[self.size, self.dim],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
        )

    def call(self, inputs=None):
        return self.codes.value


class Decode(keras.layers.Layer):
    def __init__(self, dim, return_hidden=False, *, name="decode", **kwargs):
        super().__init__(name=name, **kwargs)
        self.return_hidden = return_hidden
        self.hidden = keras.layers.Dense(4, activation="relu", name="hidden")
        self.out = keras.layers.Dense(dim, name="out")

    def call(self, z):
        hidden = self.hidden(z)
        out = Output(self.out(hidden), aux=hidden)
        if self.return_hidden:
            return out, hidden
        return out


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encode = Encode()
        self.codes = Codebook(3, 2)
        self.decode = Decode(4, return_hidden=True)
        self.pyramid = Pyramid(levels=2)

    def call(self, x):
        encoded = self.encode(x)
        mean, log_var, _ = encoded
        codes = self.codes()
        similarity = tf.matmul(mean, codes, transpose_b=True)
        out, hidden = self.decode(mean + tf.exp(0.5 * log_var))
        levels, width = self.pyramid(out.value)
        return {
            "levels": levels,
            "similarity": similarity,
            "hidden": (hidden, [encoded.features]),
            "scaled": similarity * width,
            "codes": tf.identity(codes),
        }
