import tensorflow as tf

CONFIG = {"units": 3}


def proj(x, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, CONFIG["units"])


def forward(x):
    CONFIG["units"] = 3
    x = proj(x, "a")
    CONFIG["units"] = 5
    return proj(x, "b")
