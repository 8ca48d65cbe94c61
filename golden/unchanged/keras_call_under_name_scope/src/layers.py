import keras
import tensorflow as tf


class Attention(keras.layers.Layer):
    """Heads under name scopes, whose weights `build` makes."""

    def __init__(self, heads, size, **kwargs):
        super().__init__(**kwargs)
        self.heads, self.size = heads, size

    def build(self, input_shape):
        width = input_shape[-1]
        self.kernels = []
        for head in range(self.heads):
            with tf.name_scope("head_%d" % head):
                self.kernels.append(self.add_weight(name=f"kernel_{head}", shape=(width, self.size)))

    def call(self, inputs):
        outputs = []
        for head, kernel in enumerate(self.kernels):
            with tf.name_scope("head_%d" % head):
                outputs.append(tf.einsum("btd,de->bte", inputs, kernel))
        return tf.concat(outputs, axis=-1)

    def get_config(self):
        return {**super().get_config(), "heads": self.heads, "size": self.size}
