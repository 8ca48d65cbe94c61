import tensorflow as tf


def net(x, deep, scope):
    """What is measured is of the tensor as it was, and is read again behind."""
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4)
        if deep:
            h = tf.layers.dense(h, 5)
        size = h.shape[-1].value
        h = tf.concat([h, h], -1)
        w = tf.get_variable("w", [2 * size, 3])
        y = tf.matmul(h, w)
        return y / size


def forward(x):
    return net(x, True, "one") + net(x, False, "two")
