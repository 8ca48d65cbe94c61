"""Weights that a TF 2 module keeps in a dict and in lists, by name."""

import tensorflow as tf


class Maml(tf.Module):
    def __init__(self, sizes, name=None):
        super().__init__(name=name)
        self.weights = {}
        for i, (rows, columns) in enumerate(zip(sizes, sizes[1:])):
            self.weights["w%d" % i] = tf.Variable(tf.random.normal([rows, columns]), name="w%d" % i)
            self.weights["b%d" % i] = tf.Variable(tf.zeros([columns]), name="b%d" % i)
        self.depth = len(sizes) - 1

    def forward(self, x, weights=None):
        weights = self.weights if weights is None else weights
        for i in range(self.depth):
            x = tf.matmul(x, weights["w%d" % i]) + weights["b%d" % i]
            x = tf.nn.relu(x) if i < self.depth - 1 else x
        return x

    def adapted(self, x, y, rate):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.forward(x) - y))
        gradients = tape.gradient(loss, self.weights)
        return {k: v - rate * gradients[k] for k, v in self.weights.items()}
