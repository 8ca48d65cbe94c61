import tensorflow as tf


def scale_of(name):
    return float(len(tf.get_variable_scope().name) + len(name))


def by_scope(getter, name, *args, **kwargs):
    return getter(name, *args, **kwargs) * scale_of(name)


def proj(x):
    h = tf.layers.dense(x, 4, name="fc")
    with tf.variable_scope("own"):
        return tf.matmul(h, tf.get_variable("w", [4, 3]))


def forward(x):
    with tf.variable_scope("net", custom_getter=by_scope):
        return proj(x)
