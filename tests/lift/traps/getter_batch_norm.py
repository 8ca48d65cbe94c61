import tensorflow as tf


def doubled(getter, name, *args, **kwargs):
    v = getter(name, *args, **kwargs)
    return 2.0 * v if kwargs.get("trainable", True) else v


def proj(x):
    h = tf.layers.dense(x, 3, name="fc")
    return tf.layers.batch_normalization(h, name="bn")


def forward(x):
    with tf.variable_scope("net", custom_getter=doubled):
        x = proj(x)
    with tf.variable_scope("plain"):
        return proj(x)
