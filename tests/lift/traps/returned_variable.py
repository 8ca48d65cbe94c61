import tensorflow as tf


def table(n, width):
    with tf.variable_scope("embedding"):
        return tf.get_variable("table", [n, width])


def logits(x, weights):
    with tf.variable_scope("logits"):
        b = tf.get_variable("b", [weights.shape[0].value])
        return tf.matmul(x, weights, transpose_b=True) + b


def forward(x):
    t = table(5, 3)
    x = logits(x, t)
    return tf.matmul(x, t)
