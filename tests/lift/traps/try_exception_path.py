import tensorflow as tf


def strict(x, units):
    if units > 4:
        raise ValueError("too wide")
    with tf.variable_scope("strict"):
        return tf.layers.dense(x, units, name="d")


def relaxed(x, units):
    try:
        return strict(x, units)
    except ValueError:
        return strict(x, units - 3)


def forward(x):
    return relaxed(x, 6)
