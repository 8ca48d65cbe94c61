import tensorflow as tf


def getter_of(getter, name, *args, **kwargs):
    v = getter(name, *args, **kwargs)
    if kwargs.get("initializer") is None:
        return v * 3.0
    if kwargs.get("regularizer") is not None:
        return v * 5.0
    return v


def proj(x):
    h = tf.layers.dense(x, 4, name="fc")
    with tf.variable_scope("own"):
        w = tf.get_variable("w", [4, 3], initializer=tf.ones_initializer())
        return tf.matmul(h, w) + tf.get_variable("b", [3])


def forward(x):
    with tf.variable_scope("net", custom_getter=getter_of):
        return proj(x)
