import tensorflow as tf


def residual(fn, x, scope):
    with tf.variable_scope(scope):
        return x + fn(x)


def forward(x):
    def deep(h):
        return residual(lambda g: tf.layers.dense(g, 3), tf.layers.dense(h, 3), "inner") + tf.layers.dense(h, 3)

    return residual(deep, x, "outer") + residual(deep, x, "other")
