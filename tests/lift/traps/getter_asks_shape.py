import tensorflow as tf


def getter_of(getter, name, shape=None, *args, **kwargs):
    v = getter(name, shape, *args, **kwargs)
    if len(shape) == 1:
        return v + 1.0
    return v * float(shape[0])


def proj(x):
    h = tf.layers.dense(x, 4, name="fc")
    with tf.variable_scope("own"):
        w = tf.get_variable("w", shape=[4, 3])
        return tf.matmul(h, w) + tf.get_variable("b", [3])


def forward(x):
    with tf.variable_scope("net", custom_getter=getter_of):
        return proj(x)
