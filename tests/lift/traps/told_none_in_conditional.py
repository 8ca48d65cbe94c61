import tensorflow as tf


def layer_norm(x, name=None):
    """Normalizes the last axis."""
    return tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, scope=name)


def norm(x, last):
    return layer_norm(x, "last" if last else None)


def forward(x):
    x = norm(x, False)
    x = norm(x, True)
    return norm(x, False)
