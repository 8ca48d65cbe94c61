import tensorflow as tf


def net(x, names):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        width = x.shape[-1].value
        w = tf.get_variable("w", [width, width], collections=names)
        return tf.matmul(x, w)


def forward(x):
    x = net(net(x, ["first", "variables"]), ["second", "variables"])
    first, second = tf.get_collection("first"), tf.get_collection("second")
    return x * (1.0 + len(first) + 10.0 * len(second))
