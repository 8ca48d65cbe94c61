import tensorflow as tf


def renamed(getter, name, *args, **kwargs):
    return getter(name.replace("kernel", "weight"), *args, **kwargs)


def proj(x):
    return tf.layers.dense(x, 3, name="fc")


def forward(x):
    with tf.variable_scope("new", custom_getter=renamed):
        return proj(x)
