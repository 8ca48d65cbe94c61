import tensorflow as tf


def with_pos(x, axis=1):
    pos = tf.ones_like(x)[:, :1]
    return tf.concat([x, pos], axis)


def skip(a, b, mode):
    if mode == "sum":
        return a + b
    return tf.concat([a, b], axis=1)


def net(x, mode, name):
    with tf.variable_scope(name):
        h = with_pos(x)
        h = skip(h, h, mode)
        w = tf.get_variable("w", [h.shape[1].value, 2])
        return tf.matmul(h, w)


def forward(x):
    return net(x, "sum", "a") + net(x, "cat", "b")
