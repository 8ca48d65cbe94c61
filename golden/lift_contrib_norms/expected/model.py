import tensorflow as tf
import keras


class LayerNorm(keras.layers.Layer):
    """Run layer normalization on the last dimension of the tensor."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_norm = LayerNormalization(name=scope_name or "LayerNorm")

    def call(self, input_tensor):
        return self.layer_norm(input_tensor)


def create_initializer(initializer_range=0.02):
    return tf.compat.v1.truncated_normal_initializer(stddev=initializer_range)


class FeedForward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.intermediate_dense = keras.layers.Dense(
            2 * size,
            activation="relu",
            kernel_initializer=create_initializer(),
            name="dense",
        )
        self.output_dense = keras.layers.Dense(
            size, kernel_initializer=create_initializer(0.01), name="dense"
        )
        self.layer_norm = LayerNorm()

    def call(self, x):
        with keras.name_scope("intermediate"):
            h = self.intermediate_dense(x)
        with keras.name_scope("output"):
            h = self.output_dense(h)
            return self.layer_norm(h + x)


class Embeddings(keras.layers.Layer):
    def __init__(self, vocabulary, size, *, name="embeddings", **kwargs):
        super().__init__(name=name, **kwargs)
        self.words = keras.layers.Embedding(
            vocabulary,
            output_dim=size,
            embeddings_initializer="glorot_uniform",
            name="words",
        )
        self.layer_norm = LayerNorm("norm")

    def call(self, ids):
        x = self.words(ids)
        return self.layer_norm(x)


class Encoder(keras.layers.Layer):
    def __init__(self, vocabulary=11, size=4, layers=2, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layers_ = layers
        self.embeddings = Embeddings(vocabulary, size)
        self.feed_forward = [FeedForward(size) for _ in range(layers)]
        self.layer_norm = ExampleNorm(name="LayerNorm")
        self.last = ExampleNorm(scale=False, name="last")

    def call(self, ids):
        x = self.embeddings(ids)
        for i in range(self.layers_):
            with keras.name_scope("layer_%d" % i):
                x = self.feed_forward[i](x)
        x = tf.nn.tanh(self.layer_norm(x))
        return self.last(x)


class LayerNormalization(keras.layers.LayerNormalization):
    """Layer normalization of the last axis with TF1's epsilon."""

    tf1_order = ("beta", "gamma")

    def __init__(self, *, epsilon=1e-12, **kwargs):
        super().__init__(epsilon=epsilon, **kwargs)


class ExampleNorm(keras.layers.Layer):
    """Normalizes each example over all its axes; scales and shifts the last one."""

    def __init__(self, *, center=True, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.center = center
        self.scale = scale

    def build(self, input_shape):
        shape = input_shape[-1:]
        if self.center:
            self.beta = self.add_weight(name="beta", shape=shape, initializer="zeros")
        if self.scale:
            self.gamma = self.add_weight(name="gamma", shape=shape, initializer="ones")

    def call(self, inputs):
        axes = list(range(1 - len(inputs.shape), 0))
        mean, variance = keras.ops.moments(inputs, axes, keepdims=True)
        outputs = (inputs - mean) * keras.ops.rsqrt(variance + 1e-12)
        if self.scale:
            outputs = outputs * self.gamma
        return outputs + self.beta if self.center else outputs
