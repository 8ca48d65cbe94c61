import tensorflow as tf


def net(x, kind):
    with tf.variable_scope("net_" + kind):
        if kind == "none":
            return x
        w = tf.get_variable("w", [3, 3])
        if kind == "linear":
            return tf.matmul(x, w)
        b = tf.get_variable("b", [3])
        return tf.matmul(x, w) + b


def forward(x):
    return net(net(net(x, "none"), "linear"), "affine")
