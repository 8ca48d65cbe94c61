import tensorflow as tf
import keras

from layers import Highway, Normalize, Positions, Project


class Block(keras.Model):
    """Attention over the positions, then a feed-forward part."""

    def __init__(self, size, depth, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size
        self.depth = depth
        self.query = Project(self.size, name="query")
        self.key = Project(self.size, name="key")

    def build(self, x_shape):
        self.project = [
            Project(x_shape[-1], name="layer_%d" % i) for i in range(self.depth)
        ]

    def call(self, x):
        query = self.query(x)
        key = self.key(x)
        weights = tf.nn.softmax(tf.matmul(query, key, transpose_b=True))
        h = tf.matmul(weights, x)
        for project in self.project:
            h = tf.tanh(project(h))
        return x + h


class Encode(keras.layers.Layer):
    def __init__(self, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.positions = Positions()
        self.norm = Normalize(name="norm")
        self.block = Block(3, depth=2, name="block")
        self.highway = Highway(6)

    def call(self, x, training=False):
        x = self.positions(x)
        x = self.norm(x)
        x = self.block(x)
        x = self.highway(x, training=training)
        return self.norm(x)
