"""Encoders whose parts are chosen by a setting before they are called."""
import functools

import tensorflow as tf


class Recurrent(object):
    def __init__(self, units):
        self.units = units


def batch_norm(x, name, training=False):
    with tf.variable_scope(name):
        return tf.layers.batch_normalization(x, training=training, name="bn")


def scale_norm(x, name):
    with tf.variable_scope(name):
        scale = tf.get_variable("scale", [x.shape[-1].value], initializer=tf.ones_initializer())
        return x * scale / tf.sqrt(tf.reduce_mean(tf.square(x), -1, keepdims=True) + 1e-6)


def gated(x, units, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [x.shape[-1].value, 2 * units], initializer=tf.random_normal_initializer(stddev=0.3))
        a, b = tf.split(tf.matmul(x, w), 2, axis=1)
        return a * tf.sigmoid(b)


def dense(x, units, name):
    return tf.layers.dense(x, units, name=name)


LAYERS = {"gated": gated, "dense": dense}


def normed(x, kind):
    """The norm is chosen once and used twice."""
    norm = batch_norm if kind == "batch" else scale_norm
    with tf.variable_scope("normed_%s" % kind):
        x = tf.nn.relu(norm(tf.layers.dense(x, 4, name="d1"), "n1"))
        return norm(tf.layers.dense(x, 3, name="d2"), "n2")


def optional(x, use_norm, training=False, scope="optional"):
    """Without a norm the name holds a function that does nothing."""
    with tf.variable_scope(scope):
        norm = functools.partial(batch_norm, training=training) if use_norm else (lambda h, name: h)
        x = norm(dense(x, 4, "d1"), "n1")
        return norm(dense(x, 3, "d2"), "n2")


def tower(x, kind, depth, scope):
    with tf.variable_scope(scope):
        if kind == "gated":
            layer = gated
        elif kind == "dense":
            layer = dense
        else:
            raise ValueError("no layer of kind %r" % kind)
        for i in range(depth):
            x = tf.tanh(layer(x, 3, "layer_%d" % i))
        return x


def from_table(x, kind):
    layer = LAYERS[kind]
    with tf.variable_scope("from_table"):
        return dense(layer(layer(x, 5, "first"), 2, "second"), 2, "last")


def by_type(x, settings, default=4):
    layer = dense
    if isinstance(settings, Recurrent):
        layer = gated

    with tf.variable_scope("by_type"):
        return layer(x, default, "only")


def maybe_normed(x, use_norm, scope="maybe_normed"):
    """The norm may be none."""
    norm = scale_norm if use_norm else None
    with tf.variable_scope(scope):
        x = dense(x, 4, "d1")
        if norm is not None:
            x = norm(x, "n1")
        return dense(x, 3, "d2")


def convolved(x, use_norm, training=False):
    """TF1's layers take the norm, or none, as an argument."""
    norm = tf.contrib.layers.batch_norm if use_norm else None
    with tf.variable_scope("convolved_%s" % ("norm" if use_norm else "plain")):
        x = tf.contrib.layers.conv2d(x, 3, [2, 2], normalizer_fn=norm, normalizer_params={"is_training": training}, scope="c1")
        return tf.contrib.layers.conv2d(x, 2, [2, 2], activation_fn=None, normalizer_fn=norm, normalizer_params={"is_training": training}, scope="c2")


def forward(x, images):
    return [
        normed(x, "batch") + normed(x, "scale"),
        optional(x, True) + optional(x, False, scope="none"),
        tower(x, "gated", 2, "tower") + tower(x, "dense", 1, "other"),
        from_table(x, "gated"),
        by_type(x, Recurrent(3)),
        maybe_normed(x, True) + maybe_normed(x, False, scope="without"),
        convolved(images, True) + convolved(images, False),
    ]
