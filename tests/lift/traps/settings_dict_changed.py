import tensorflow as tf


def build(x, units):
    params = {"units": units, "use_bias": True}
    if units > 2:
        params["use_bias"] = False
    return tf.layers.dense(x, name="first", **params)


def forward(x):
    return build(build_other(x), 3)


def build_other(x):
    units = 2
    params = {"units": units}
    units = 4
    y = tf.layers.dense(x, name="second", **params)
    return tf.layers.dense(y, units, name="third")
