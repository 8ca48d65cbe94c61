import tensorflow as tf


def layer_norm(x, name=None):
    """Normalizes the last axis."""
    return tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, scope=name)


def norm_drop(x, keep_prob, name=None):
    """Hands the name on."""
    return tf.nn.dropout(layer_norm(x, name), keep_prob)


def dense(x, n):
    return tf.layers.dense(x, n, activation=tf.tanh)


def unit(x, n):
    """Two layers without names, each in a function of its own."""
    return tf.nn.relu(norm_drop(dense(x, n), 1.0)) + 0.1


class Model(object):
    def __init__(self, depth):
        self.depth = depth
        self.log = []

    def run(self, x):
        for _ in range(self.depth):
            x = unit(x, 3)
            self.log.append(x)
        return dense(x, 4) + tf.reduce_sum(self.log[0])


def twice(x):
    return dense(dense(x, 3), 3)


def forward(x):
    x = twice(x)
    with tf.variable_scope("model"):
        x = Model(2).run(x)
    return dense(x, 3) + unit(x, 3)
