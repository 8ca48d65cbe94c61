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


def averaged(getter, name, *args, **kwargs):
    """The average of a variable, which is another one."""
    getter(name, *args, **kwargs)
    kwargs.update(trainable=False, reuse=kwargs["reuse"] and None)
    return getter(name + "/average", *args, **kwargs)


def weighted(getter, name, *args, **kwargs):
    """What a layer computes with is no variable."""
    mean = getter(name, *args, **kwargs)
    scale = getter(name + "/scale", *args, **kwargs)
    return 0.5 * mean + 0.25 * scale


def halved(getter, *args, **kwargs):
    return 0.5 * getter(*args, **kwargs)


def built(tf, f, x):
    y = f.similarity(x, x + 1.0, 4, 2)
    z = f.gated(f.block(x, 4), "g") + f.predictions(x)
    words = f.tied(tf.constant([0, 2]), "t")
    z = z * tf.expand_dims(y, -1)
    return tf.concat([f.pair(f.mixed(z, scope="m")), words], 1)


@model
def policy_and_average(tf, f, x):
    """An actor critic that builds its policy twice: with its variables, and with their averages."""
    policy = built
    with tf.variable_scope("model"):
        y = policy(tf, f, x)
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE, custom_getter=averaged):
        z = policy(tf, f, x)
    return y + 2.0 * z


@model
def weighted_layers(tf, f, x):
    with tf.variable_scope("model", custom_getter=weighted):
        return built(tf, f, x)


@model
def getters_of_getters(tf, f, x):
    with tf.variable_scope("model", custom_getter=weighted):
        x = f.encoder(x, 4, 2)
        with tf.variable_scope("inner", custom_getter=halved):
            return built(tf, f, f.encoder(x, 4, 2, scope="first"))


@model
def statistics_under_a_getter(tf, f, x):
    def trained_only(getter, name, *args, **kwargs):
        value = getter(name, *args, **kwargs)
        return 0.5 * value if kwargs["trainable"] else value

    with tf.variable_scope("model", custom_getter=trained_only):
        y = f.normalized(x, f.constant(True), scope="on")
        return y + f.normalized(y, True, scope="always") + f.normalized(x, False, scope="never")
