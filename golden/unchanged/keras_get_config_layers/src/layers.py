import tensorflow as tf


@tf.keras.utils.register_keras_serializable(package="text")
class PositionalEmbedding(tf.keras.layers.Layer):
    def __init__(self, length, vocab, dim, **kwargs):
        super().__init__(**kwargs)
        self.length, self.vocab, self.dim = length, vocab, dim
        self.tokens = tf.keras.layers.Embedding(vocab, dim, name="tokens")

    def build(self, input_shape):
        self.positions = self.add_weight(
            name="positions",
            shape=(self.length, self.dim),
            initializer=tf.keras.initializers.TruncatedNormal(stddev=0.02),
            regularizer=tf.keras.regularizers.L2(1e-4),
        )
        super().build(input_shape)

    def call(self, inputs, mask=None):
        length = tf.shape(inputs)[-1]
        return self.tokens(inputs) + self.positions[:length]

    def compute_mask(self, inputs, mask=None):
        return tf.math.not_equal(inputs, 0)

    def get_config(self):
        config = super().get_config()
        config.update(length=self.length, vocab=self.vocab, dim=self.dim)
        return config
