import tensorflow as tf


def head(x, kind):
    with tf.variable_scope("head"):
        if kind == "none":
            return x
        b = tf.get_variable("b", [3])
        if kind == "bias":
            return x + b
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w) + b


def forward(x):
    x = head(x, "none")
    with tf.variable_scope("one"):
        x = head(x, "bias")
    with tf.variable_scope("two"):
        return head(x, "full")
