import tensorflow as tf


def doubled(getter, name, *args, **kwargs):
    return 2.0 * getter(name, *args, **kwargs)


def moved(getter, name, *args, **kwargs):
    return getter(name, *args, **kwargs) + 1.0


def proj(x):
    h = tf.layers.dense(x, 4, name="fc")
    with tf.variable_scope("own"):
        return tf.matmul(h, tf.get_variable("w", [4, 3]))


def both(x):
    with tf.variable_scope("inner", custom_getter=moved):
        return proj(x)


def forward(x):
    with tf.variable_scope("net", custom_getter=doubled):
        x = both(x)
    with tf.variable_scope("again", custom_getter=moved):
        with tf.variable_scope("inner", custom_getter=doubled):
            return proj(x)
