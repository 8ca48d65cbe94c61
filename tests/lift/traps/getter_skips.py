import tensorflow as tf


def no_bias(getter, name, *args, **kwargs):
    if name.endswith("bias") or name.endswith("/b"):
        return tf.ones(kwargs.get("shape") or args[0])
    return getter(name, *args, **kwargs)


def proj(x):
    h = tf.layers.dense(x, 4, name="fc")
    with tf.variable_scope("own"):
        return tf.matmul(h, tf.get_variable("w", [4, 3])) + tf.get_variable("b", [3])


def forward(x):
    with tf.variable_scope("net", custom_getter=no_bias):
        return proj(x)
