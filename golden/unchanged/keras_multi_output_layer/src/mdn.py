import keras
from keras import ops


@keras.saving.register_keras_serializable()
class MixtureHead(keras.layers.Layer):
    """Weights made in `build` under inner name scopes; `reuse` is about caches."""

    def __init__(self, components, dim, reuse=False, **kwargs):
        super().__init__(**kwargs)
        self.components, self.dim, self.reuse = components, dim, reuse
        self.cache = None

    def build(self, x_shape):
        with keras.name_scope("mixture"):
            self.pi = keras.layers.Dense(self.components, name="pi")
            self.pi.build(x_shape)
        with keras.name_scope("normal"):
            self.mu = self.add_weight(name="mu", shape=(x_shape[-1], self.components * self.dim))
            self.log_sigma = self.add_weight(name="log_sigma", shape=(self.dim,), initializer="zeros")

    def call(self, x, training=None, reuse=None):
        if self.reuse and reuse and self.cache is not None:
            return self.cache
        mu = ops.reshape(ops.matmul(x, self.mu), (-1, self.components, self.dim))
        outputs = {"pi": ops.softmax(self.pi(x)), "mu": mu, "sigma": ops.exp(self.log_sigma)}
        self.cache = outputs if self.reuse else None
        return outputs

    def compute_output_shape(self, x_shape):
        mu = (x_shape[0], self.components, self.dim)
        return {"pi": (x_shape[0], self.components), "mu": mu, "sigma": (self.dim,)}
