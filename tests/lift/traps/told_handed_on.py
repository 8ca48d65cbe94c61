import tensorflow as tf


def layer_norm(x, name=None):
    return tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, scope=name)


def norm_drop(x, keep_prob, name=None):
    return tf.nn.dropout(layer_norm(x, name), keep_prob)


def embedded(x):
    with tf.variable_scope("embedded"):
        return norm_drop(x, 1.0)


def unit(x):
    with tf.variable_scope("unit"):
        x = layer_norm(x + 1.0)
        x = layer_norm(x * 2.0)
        return norm_drop(x, 1.0, name="last")


def again(x):
    with tf.variable_scope("again"):
        y = layer_norm(x)
        return y + norm_drop(x + 2.0, 1.0)


def forward(x):
    return again(unit(embedded(x)))
