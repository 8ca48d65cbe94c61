import tensorflow as tf
import keras


class Head(keras.layers.Layer):
    """What each node makes of the others, by how near they are."""

    def __init__(self, out_sz, activation, residual=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.out_sz = out_sz
        self.activation = activation
        self.residual = residual
        self.made = keras.layers.Conv1D(
            out_sz, kernel_size=1, use_bias=False, name="made"
        )
        self.to = keras.layers.Conv1D(1, kernel_size=1, name="to")
        self.by = keras.layers.Conv1D(1, kernel_size=1, name="by")
        self.bias_add = BiasAdd(name="BiasAdd")

    def build(self, seq_shape):
        if self.residual:
            if seq_shape[-1] != self.out_sz:
                self.residual_layer = keras.layers.Conv1D(
                    self.out_sz, kernel_size=1, name="residual"
                )

    def call(self, seq, bias):
        made = self.made(seq)
        # simplest self-attention possible
        to = self.to(made)
        by = self.by(made)
        near = tf.nn.softmax(tf.nn.leaky_relu(to + tf.transpose(by, [0, 2, 1])) + bias)
        values = tf.matmul(near, made)
        out = self.bias_add(values)
        if self.residual:
            if seq.shape[-1] != out.shape[-1]:
                out = out + self.residual_layer(seq)
            else:
                out = out + seq
        return self.activation(out)


class BiasAdd(keras.layers.Layer):
    """Adds a bias to each channel."""

    def __init__(self, *, initializer="zeros", regularizer=None, **kwargs):
        super().__init__(**kwargs)
        self.initializer = keras.initializers.get(initializer)
        self.regularizer = keras.regularizers.get(regularizer)

    def build(self, input_shape):
        self.biases = self.add_weight(
            name="biases",
            shape=input_shape[-1:],
            initializer=self.initializer,
            regularizer=self.regularizer,
        )

    def call(self, inputs):
        return inputs + self.biases
