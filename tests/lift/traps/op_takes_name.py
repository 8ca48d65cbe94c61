# graph only: what operations and other scopes are called does not number variables in eager code
import tensorflow as tf


def proj(x):
    with tf.variable_scope("s"):
        y = tf.identity(x, name="w")
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(y, w)


def forward(x):
    return proj(x)
