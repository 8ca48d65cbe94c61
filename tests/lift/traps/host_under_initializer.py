import tensorflow as tf


def residual(fn, x, scope):
    with tf.variable_scope(scope):
        h = fn(x)
        return tf.layers.dense(h, 3, name="last")


def forward(x):
    def fn(h):
        with tf.variable_scope("sub"):
            y = tf.layers.dense(h, 3)
        with tf.variable_scope("sub"):
            return y + tf.layers.dense(h, 3, name="dense_1")

    with tf.variable_scope("top", reuse=tf.AUTO_REUSE):
        first = residual(fn, x, "a")
    with tf.variable_scope("top", reuse=True):
        return first + residual(fn, first, "a")
