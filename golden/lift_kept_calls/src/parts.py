"""Networks that are objects: what they make they make when they are called."""
import tensorflow as tf


class Encoder(object):
    """Keeps a template of what it builds."""

    def __init__(self, name="encoder", units=4):
        self._template = tf.make_template(name, self._build)
        self.units = units

    def _build(self, inputs):
        """Two layers."""
        h = tf.layers.dense(inputs, self.units, activation=tf.nn.relu)
        return tf.layers.dense(h, 3)

    def __call__(self, inputs):
        return self._template(inputs)


class Memory(object):
    """A table that is looked up by likeness."""

    def __init__(self, size, scope="memory"):
        self.scope = scope
        self.size = size
        self._lookup = tf.make_template(scope, self._read)

    def __call__(self, query):
        """
        Args:
            query: [batch, width]
        """
        read = self._lookup(query)
        return tf.concat([query, read], 1)

    # One row for each thing to keep in mind.
    def _read(self, keys):
        rows = tf.get_variable("rows", [self.size, keys.shape[1].value], initializer=tf.orthogonal_initializer())
        weights = tf.nn.softmax(tf.matmul(keys, rows, transpose_b=True))
        return tf.matmul(weights, rows)


class Autoencoder(object):
    """A network of two methods."""

    def __init__(self, name, sizes=(4, 2), keep=None):
        self.name = name
        self.sizes = sizes
        self.keep = keep
        self.built = False

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=self.built):
            code = self._encode(x)
            outputs = self._decode(code, 6)
        self.built = True
        self.variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
        return outputs, code

    def _encode(self, inputs):
        """Down to the last size."""
        h = inputs
        for i, size in enumerate(self.sizes):
            h = tf.layers.dense(h, size, activation=tf.nn.tanh, name="down_%d" % i)
        return h

    def _decode(self, code, width):
        return tf.layers.dense(code, width, name="up")

    def error(self, x):
        return tf.reduce_mean(tf.square(self(x)[0] - x))
