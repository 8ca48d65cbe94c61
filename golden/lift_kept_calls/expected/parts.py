"""Networks that are objects: what they make they make when they are called."""
import tensorflow as tf
import keras


class Encoder(keras.layers.Layer):
    """Keeps a template of what it builds."""

    def __init__(self, name="encoder", units=4, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.dense = keras.layers.Dense(self.units, activation="relu", name="dense")
        self.dense_1 = keras.layers.Dense(3, name="dense_1")

    def call(self, inputs):
        """Two layers."""
        h = self.dense(inputs)
        return self.dense_1(h)


class Memory(keras.layers.Layer):
    """A table that is looked up by likeness."""

    def __init__(self, size, scope="memory", *, name=None, **kwargs):
        super().__init__(name=name or scope, **kwargs)
        self.size = size

    def build(self, query_shape):
        # One row for each thing to keep in mind.
        self.rows = self.add_weight(
            name="rows",
            shape=[self.size, query_shape[1]],
            initializer=keras.initializers.Orthogonal(),
        )

    def call(self, query):
        """
        Args:
            query: [batch, width]
        """
        weights = tf.nn.softmax(tf.matmul(query, self.rows, transpose_b=True))
        read = tf.matmul(weights, self.rows)
        return tf.concat([query, read], 1)


class Autoencoder(keras.layers.Layer):
    """A network of two methods."""

    tf1_attributes = {"variables": "trainable_variables"}  # as TF1 code knew them

    def __init__(self, name, sizes=(4, 2), keep=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.keep = keep
        self.dense = [
            keras.layers.Dense(size, activation="tanh", name="down_%d" % i)
            for i, size in enumerate(self.sizes)
        ]
        self.up = keras.layers.Dense(6, name="up")

    def call(self, x):
        # Down to the last size.
        code = x
        for dense in self.dense:
            code = dense(code)
        outputs = self.up(code)
        return outputs, code

    def error(self, x):
        return tf.reduce_mean(tf.square(self(x)[0] - x))
