"""A sentence classifier as most TF1 scripts have it: placeholders in the constructor, a keep probability of no shape."""

import tensorflow as tf
import keras
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x, keep_prob):
        return tf.nn.dropout(
            tf.nn.relu(tf.matmul(x, self.w) + self.b), rate=1 - keep_prob
        )


def convolve(x, width, filters, rate, scope):
    with compat_scope.variable_scope(scope):
        w = compat_scope.get_variable("w", [width, tf.compat.dimension_value(x.shape[2]), filters])
        h = tf.nn.relu(tf.nn.conv1d(x, w, stride=1, padding="SAME"))
        return compat_scope.layers.dropout(tf.reduce_max(h, axis=1), rate, training=True)


class ClassifierLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden = Dense(5, name="hidden")
        self.logits = Dense(classes, name="logits")

    def call(self, keep_prob, words, temperature):
        drop = 1.0 - keep_prob
        parts = []
        for k in (2, 3):
            with compat_scope.hosting(self):
                parts.append(convolve(words, k, 4, drop, "conv_%d" % k))
        h = tf.concat(parts, axis=1)
        h = self.hidden(h, keep_prob)
        return self.logits(h, keep_prob=1.0) / temperature


class Classifier(object):
    def __init__(self, features, classes):
        self.features = features
        self.classes = classes
        self.words = tf.compat.v1.placeholder(tf.float32, [None, 6, features], name="words")
        self.keep_prob = tf.compat.v1.placeholder(tf.float32, name="keep_prob", shape=[])
        self.temperature = tf.compat.v1.placeholder_with_default(2.0, [], name="temperature")
        self.logits = self.build()

    def build(self):
        return compat_scope.get_layer(ClassifierLayer, self.classes)(
            self.keep_prob, self.words, self.temperature
        )


def model():
    classifier = Classifier(3, 4)
    inner_keep = tf.compat.v1.placeholder(tf.float32, [])
    again = compat_scope.get_layer(Dense, 2, name="again")(
        classifier.logits, inner_keep
    )
    return classifier.logits, again
