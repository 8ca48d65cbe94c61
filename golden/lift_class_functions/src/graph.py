import tensorflow as tf

from attention import head


def double(of):
    return 2 * of.units


class Graph(object):
    """Networks on graphs; most of them need no object."""

    def __init__(self, units):
        self.units = units

    def inference(inputs, bias, hidden, classes):
        h = head(inputs, hidden, bias, tf.nn.elu, "first", residual=True)
        h = head(h, hidden, bias, tf.nn.relu, "second", residual=True)
        return head(h, classes, bias, tf.identity, "last")

    @staticmethod
    def embed(x, size):
        return tf.layers.dense(x, size, name="embed")

    def scaled(this, x):
        return tf.layers.dense(x, this.units, name="scaled") / this.units

    def shown(this, x):
        return tf.layers.dense(x, double(this), name="shown")


def scores(features, bias):
    with tf.variable_scope("graph"):
        logits = Graph.inference(features, bias, 3, 2)
        graph = Graph(2)
        return logits, Graph.embed(features, 3), graph.scaled(features), graph.shown(features)
