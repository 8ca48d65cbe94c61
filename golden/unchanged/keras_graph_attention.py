"""Graph attention written for TensorFlow 2: heads with names of their own."""

import keras
import tensorflow as tf


class AttentionHead(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.values = keras.layers.Dense(units, use_bias=False, name="values")
        self.of_node = keras.layers.Dense(1, name="of_node")
        self.of_neighbour = keras.layers.Dense(1, name="of_neighbour")
        self.activation = keras.activations.get(activation)

    def call(self, nodes, mask):
        values = self.values(nodes)
        scores = self.of_node(values) + tf.transpose(self.of_neighbour(values), [0, 2, 1])
        weights = tf.nn.softmax(tf.nn.leaky_relu(scores) + mask)
        return self.activation(tf.matmul(weights, values))


class GraphAttention(keras.Model):
    def __init__(self, units, heads, classes, **kwargs):
        super().__init__(**kwargs)
        self.heads = [AttentionHead(units, "elu", name=f"head_{i}") for i in range(heads)]
        self.scores = AttentionHead(classes, name="scores")

    def call(self, inputs):
        nodes, mask = inputs
        return self.scores(tf.concat([head(nodes, mask) for head in self.heads], -1), mask)
