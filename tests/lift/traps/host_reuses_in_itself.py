import tensorflow as tf


def twice(fn, x):
    with tf.variable_scope("twice") as scope:
        y = fn(x)
        scope.reuse_variables()
        return y + fn(y)


def forward(x):
    def fn(h):
        return tf.layers.dense(h, 3, name="d")

    return twice(fn, x)
