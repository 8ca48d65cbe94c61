import tensorflow as tf

try:
    from math import missing_name as scale
except ImportError:
    def scale(n):
        return n + 1


def head(x):
    with tf.variable_scope("head"):
        return tf.layers.dense(x, scale(2), name="d")


def forward(x):
    return head(x)
