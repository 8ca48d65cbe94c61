import tensorflow as tf


def small(x):
    return tf.layers.dense(x, 3)


def other(x):
    return tf.layers.dense(x, 3, name="other")


def residual(x, fn=small, scope="residual"):
    with tf.variable_scope(scope):
        h = fn(x)
        if fn is not small:
            h = fn(tf.tanh(h)) if h.shape[-1].value == 4 else h
        return h + x


def forward(x):
    table = {"small": small, "other": other}
    y = residual(x) + residual(x, scope="a", fn=table["other"])
    return residual(y, other, "b") + residual(y, scope="c")
