import tensorflow as tf


def act(x, kind):
    if kind == "gated":
        with tf.variable_scope("gate"):
            return x * tf.sigmoid(tf.layers.dense(x, x.shape[-1].value))
    return getattr(tf.nn, kind)(x)


def net(x, kinds):
    for i, kind in enumerate(kinds):
        with tf.variable_scope("l%d" % i):
            x = act(tf.layers.dense(x, 3), kind)
    return x


def forward(x):
    return net(x, ["relu", "gated", "tanh"])
