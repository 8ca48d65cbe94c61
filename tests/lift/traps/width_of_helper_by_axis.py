import tensorflow as tf


def join(a, b, axis=-1, flip=False):
    if flip:
        a, b = b, a
    both = tf.concat([a, b], axis)
    return tf.transpose(both) if flip else both


def net(x, name, axis, flip=False):
    with tf.variable_scope(name):
        h = join(x, x, axis, flip)
        w = tf.get_variable("w", [h.shape[-1].value, 2])
        return tf.matmul(h, w)[:2]


def forward(x):
    x = tf.reshape(x, [2, 3])
    return net(x, "a", -1) + net(x, "b", 0) + net(x, "c", 1) - net(x, "d", 0, True)
