import tensorflow as tf


def block(x, flag, units):
    with tf.variable_scope("block", reuse=tf.AUTO_REUSE):
        y = tf.layers.dense(x, units, name="d")
        if flag is False:
            return y
        return tf.where(flag, y, 0.5 * y)


def inner(x, traced):
    with tf.variable_scope("inner"):
        return block(x, tf.constant(True) if traced else False, 3)


def forward(x):
    a = inner(x, False)
    return a + block(x, tf.constant(False) if a is None else False, 3)
