import tensorflow as tf


def layer_norm(x, name=None):
    """Normalizes the last axis."""
    return tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, scope=name)


def forward(x):
    with tf.variable_scope("a"):
        x = layer_norm(x, name="LayerNorm_1")
        x = layer_norm(x)
        return layer_norm(x)
