"""Whole models whose callers keep their scopes, to compare outputs. Python 3.7 must be able to read this file."""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

import zlib

import numpy as np

INPUT = np.random.RandomState(0).standard_normal([2, 4]).astype(np.float32)
MODELS = {}


def value(name, shape):
    """A value that follows from a variable's name."""
    if "variance" in name:
        return np.full(shape, 0.5)
    return np.random.RandomState(zlib.crc32(name.encode())).standard_normal(shape) * 0.5


def model(function):
    MODELS[function.__name__] = function
    return function


@model
def siamese(tf, f, x):
    with tf.variable_scope("net"):
        y = f.similarity(x, x + 1.0, 4, 3)
        z = f.encoder(x, 4, 3, reuse=True)
        w = tf.get_variable("w", [4, 3])
        return tf.matmul(z, w) + tf.expand_dims(y, -1)


@model
def tower(tf, f, x):
    for i in range(3):
        with tf.variable_scope("tower_%d" % i):
            x = f.block(f.block(x, 4), 4) + f.pair(x)
    return f.predictions(x)


@model
def normalized(tf, f, x):
    with tf.variable_scope("a"):
        x = f.normalized(x, True, scope="n")
    return f.normalized(x, True, scope="m")


@model
def mixed(tf, f, x):
    x = f.mixed(x, scope="m")
    with tf.variable_scope("again"):
        x = f.mixed(x, scope="m")
    return f.mixed(x, scope="m", reuse=True)


@model
def decided(tf, f, x):
    """`training` is a tensor."""
    y = f.normalized(x, f.constant(True), scope="on")
    z = f.normalized(x, f.constant(False), scope="off")
    return tf.concat([y, z], 1) + tf.reduce_sum(f.dropped(tf.ones([4, 4]), f.constant(False)))
