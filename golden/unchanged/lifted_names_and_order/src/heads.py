import tensorflow as tf
import keras


class MaskedOutput(keras.layers.Layer):
    """Weights of an inner scope, made before the layer that follows them."""

    tf1_scope = "cls/predictions"
    tf1_names = {"bias": "output_bias", "kernel": "transform/kernel"}
    tf1_order = ("kernel", "norm", "bias")  # as TF1 made them

    def __init__(self, vocabulary, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocabulary = vocabulary
        self.norm = keras.layers.LayerNormalization(epsilon=1e-12, name="LayerNorm")

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel", shape=[x_shape[-1], self.vocabulary], initializer="glorot_uniform"
        )
        self.bias = self.add_weight(name="bias", shape=[self.vocabulary], initializer="zeros")

    def call(self, x):
        with keras.name_scope("transform"):
            x = tf.matmul(self.norm(x), self.kernel)
        return tf.nn.log_softmax(x + self.bias, axis=-1)
