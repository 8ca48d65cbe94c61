"""Keras code of TF 2 that decides once which function its blocks come from: nothing of TF1 is in it."""

import keras
import tensorflow as tf


def plain(x, channels, name="plain"):
    with tf.name_scope(name):
        return keras.layers.Dense(channels, name=name)(x)


def wide(x, channels, name="wide"):
    hidden = keras.layers.Dense(2 * channels, name=name + "_hidden")(x)
    return keras.layers.Dense(channels, name=name)(hidden)


def block_of(kind):
    if kind == "plain":
        return plain
    elif kind == "wide":
        return wide
    raise ValueError("unknown block %s" % kind)


def network(x, kind="plain", deep=False):
    block = block_of(kind)
    last = wide if deep else plain
    for i in range(3):
        x = block(x, 8, name="block_%d" % i)
    return last(x, 2, name="last")
