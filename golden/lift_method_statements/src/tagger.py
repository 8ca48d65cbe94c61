"""A model class whose methods create layers in the middle of expressions and in inner functions."""
import tensorflow as tf


class Tagger(object):
    """Tags the words of sentences."""

    def __init__(self, units, widths, bank=True, skipped=None):
        self.units = units
        self.widths = widths
        self.bank = bank
        self.skipped = skipped

    def features(self, words):
        """Filters of several widths, side by side."""
        with tf.variable_scope("features"):
            # the widths see different neighbourhoods
            filters = [
                tf.layers.conv1d(words, self.units, width, padding="same", name="filter_%d" % width)
                for width in self.widths
            ]
            outputs = tf.concat(filters, -1) if self.bank else filters[0]
            return tf.layers.dense(outputs, self.units, name="mix") if self.bank else outputs

    def highway(self, x):
        def gate(h, name, activation):
            with tf.variable_scope(name):
                return tf.layers.dense(h, self.units, activation=activation, name="fc")

        with tf.variable_scope("highway"):
            t = gate(x, "transform", tf.nn.sigmoid)
            return t * gate(x, "carry", tf.nn.relu) + (1.0 - t) * x

    def stack(self, x):
        layer = lambda h, name: tf.nn.relu(tf.layers.dense(h, self.units, name=name))
        with tf.variable_scope("stack"):
            for i in range(3):
                if i == self.skipped:
                    continue
                x = layer(x, "layer_%d" % i)
        return x

    def build(self, words):
        """The scores of the words."""
        x = self.features(words)
        x = self.highway(x)
        x = self.stack(x)
        with tf.variable_scope("scores"):
            return [tf.layers.dense(x, n, name="of_%d" % n) for n in (2, 3)]


class Mixture(object):
    """Experts behind a gate."""

    def __init__(self, experts, units, name="mixture"):
        self.experts = experts
        self.units = units
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            outputs = [tf.layers.dense(x, self.units, name="expert_%d" % i) for i in range(self.experts)]
            gates = tf.nn.softmax(tf.layers.dense(x, self.experts, name="gate"))
            return tf.add_n([gates[..., i : i + 1] * outputs[i] for i in range(self.experts)])


def forward(words):
    with tf.variable_scope("first"):
        scores = Tagger(4, [1, 2], skipped=1).build(words)
    with tf.variable_scope("second"):
        plain = Tagger(3, [3], bank=False)
        features = plain.highway(plain.features(words))
    mixture = Mixture(3, 2)
    return scores, features, mixture(words)
