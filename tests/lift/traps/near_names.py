import tensorflow as tf


def proj(x):
    with tf.variable_scope("proj"):
        a = tf.get_variable("w.1", [3])
        b = tf.get_variable("w_1", [3])
        c = tf.get_variable("w-1", [3])
        d = tf.get_variable("W_1", [3])
        return a * x + b - c * x * d


def forward(x):
    return proj(x)
