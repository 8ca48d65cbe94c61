import tensorflow as tf


def dense(x, units, scope, decay=0.5, shift=None, training=None):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        h = tf.matmul(x, w)
        h = h * decay
        if shift is not None:
            h = h + shift
        return h


def plain(x, shift=None):
    x = dense(x, 3, "one", shift=shift)
    return dense(x, 3, "two", 0.25, shift)


def told(x, rate):
    return dense(x, 3, "three", decay=rate)


def forward(x):
    offset = tf.reduce_mean(x)
    x = plain(x, shift=offset)
    return told(x, tf.reduce_max(x))
