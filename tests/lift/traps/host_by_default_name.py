import tensorflow as tf


def residual(fn, x, scope=None):
    with tf.variable_scope(scope, "residual"):
        return x + fn(x)


def forward(x):
    def fn(h):
        return tf.layers.dense(h, 3)

    y = residual(fn, residual(fn, x))
    with tf.variable_scope("residual_2"):
        z = tf.layers.dense(x, 3)
    return y + z + residual(fn, x) + residual(fn, x, "residual_4") + residual(fn, x)
