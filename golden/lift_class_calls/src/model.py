"""Compares two things by what one encoder makes of them."""
import tensorflow as tf


class Encoder(object):
    """An encoder of vectors.

    It is called once for each side.
    """

    def __init__(self, units, depth=2, activation=tf.nn.relu, scope="encoder"):
        """Takes the width and the depth."""
        super(Encoder, self).__init__()
        self.scope = scope
        self.built_before = False
        self.units = units
        self.depth = depth
        self.activation = activation

    def __call__(self, x, is_training=False):
        # one scope, shared by all calls
        with tf.variable_scope(self.scope, reuse=self.built_before):
            for i in range(self.depth):
                with tf.variable_scope("layer_%d" % i):
                    x = self._dense(x)
                x = tf.layers.dropout(x, 0.1, training=is_training)
            y = self.activation(tf.layers.dense(x, self.units, name="out"))  # [batch, units]
            self.built_before = True
            return y

    def _dense(self, x):
        """Adds what no variable is needed for."""
        return self.activation(x) + 1.0


class Mixer:
    def __init__(self, name=None):
        self.name = name or "mixer"

    def __call__(self, a, b, reuse=False):
        with tf.variable_scope(self.name, reuse=reuse):
            n = a.get_shape()[-1].value
            w = tf.get_variable("w", [n, n], initializer=tf.random_normal_initializer(stddev=0.1))
            scale = tf.get_variable("scale", [n], initializer=tf.ones_initializer())
            return tf.matmul(a, w) * b * scale


class Gate:
    """Lets a part of `x` through."""

    def __init__(self, activation=tf.sigmoid, scope=None):
        self.scope = "gate" if scope is None else scope
        self.activation = activation

    def __call__(self, x):
        with tf.variable_scope(self.scope):
            return x * self.activation(tf.layers.dense(x, x.shape[-1].value, name=self.scope + "_map"))


class Head:
    """Scores."""

    classes = 3

    def __init__(self, use_bias=True):
        self.use_bias = use_bias

    @property
    def variables(self):
        return tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="head")

    def __call__(self, x):
        with tf.variable_scope("head"):
            return tf.layers.dense(x, self.classes, use_bias=self.use_bias,
                                   kernel_initializer=tf.contrib.layers.xavier_initializer())


def compare(left, right, units):
    encode = Encoder(units, depth=1)
    mix = Mixer()
    a = encode(left)
    b = encode(right, is_training=False)
    mixed = mix(a, b)
    mixed = Gate()(mixed) + Gate(tf.tanh, scope="narrow")(mixed)
    return {"mixed": mixed, "scores": Head(use_bias=False)(mixed), "again": mix(b, a, reuse=True)}
