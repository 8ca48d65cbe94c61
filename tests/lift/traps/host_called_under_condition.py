import tensorflow as tf


def maybe(fn, x, often):
    with tf.variable_scope("maybe"):
        for i in range(often):
            with tf.variable_scope("step_%d" % (i % 2), reuse=i > 1):
                x = fn(x)
        if often > 2:
            x = fn(x)
        return tf.layers.dense(x, 3, name="last")


def forward(x):
    def fn(h):
        return tf.layers.dense(h, 3, name="d")

    with tf.variable_scope("one"):
        y = maybe(fn, x, 3)
    with tf.variable_scope("two"):
        return y + maybe(fn, x, 1)
