import tensorflow as tf


def by_scope(getter, name, *args, **kwargs):
    v = getter(name, *args, **kwargs)
    return v * float(len(tf.get_variable_scope().name)) + float(len(name))


def proj(x):
    h = tf.layers.dense(x, 4, name="fc")
    with tf.variable_scope("own"):
        return tf.matmul(h, tf.get_variable("w", [4, 3]))


def forward(x):
    with tf.variable_scope("net", custom_getter=by_scope):
        return proj(x)
