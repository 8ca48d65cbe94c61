"""Parts that are objects, and methods: what stays of their classes is hosted by the layers that use it."""
import tensorflow as tf


class Scaler(object):
    """Stays: nobody knows how long its loop is."""

    def __init__(self, x, scope="scaler", depth=2, reuse=False):
        self.weights = []
        with tf.variable_scope(scope, reuse=reuse):
            while len(self.weights) < depth:
                name = "gamma_%d" % len(self.weights)
                w = tf.get_variable(name, [x.shape[-1].value], initializer=tf.ones_initializer())
                self.weights.append(w)
                x = x * w
        self.out = x

    def penalty(self):
        return tf.add_n([tf.nn.l2_loss(w) for w in self.weights])


def rescaled(x, units, depth):
    with tf.variable_scope("rescaled"):
        h = tf.layers.dense(x, units, name="first")
        scaler = Scaler(h, depth=depth)
        again = Scaler(h + 1.0, depth=depth, reuse=True)  # the same weights
        h = tf.layers.dense(scaler.out + again.out, 3, name="second")
        return h + scaler.penalty()


def scaled_twice(x, scope):
    """Makes nothing but what stays, in a scope of its own."""
    with tf.variable_scope(scope):
        h = Scaler(x, "one").out
        return Scaler(h, "two", depth=1).out


class Encoder(object):
    """One of its methods stays; the other one becomes a layer."""

    def __init__(self, units, depth):
        self.units = units
        self.depth = depth

    def scales(self, x, scope):
        with tf.variable_scope(scope):
            i = 0
            while i < self.depth:
                x = x * tf.get_variable("gamma_%d" % i, [self.units], initializer=tf.ones_initializer())
                i += 1
            return x

    def encode(self, x):
        with tf.variable_scope("encoder"):
            h = tf.layers.dense(x, self.units, name="in")
            h = self.scales(h, "scales")
            return tf.layers.dense(h, 3, name="out")


def kept(x, found):
    """The object outlives the call."""
    with tf.variable_scope("kept"):
        h = tf.layers.dense(x, 3, name="first")
        scaler = Scaler(h)
        found.append(scaler)
        return scaler.out


def penalized(x):
    found = []
    y = kept(x, found)
    return y + found[0].penalty()
