import tensorflow as tf


def residual(fn, x):
    with tf.variable_scope("net"):
        return x + fn(x)


def forward(x):
    def fn(h):
        return tf.layers.dense(h, 3)

    with tf.variable_scope("top") as top:
        y = residual(fn, x)
        with tf.variable_scope("net"):
            y += tf.layers.dense(x, 3, name="dense_1")
    with tf.variable_scope(top):
        with tf.variable_scope("net", reuse=True):
            return y + fn(x) + fn(y)
