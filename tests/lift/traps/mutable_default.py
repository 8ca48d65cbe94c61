# graph only: the default is changed
import tensorflow as tf


def proj(x, made=[]):
    made.append(1)
    with tf.variable_scope("proj_%d" % len(made)):
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w)


def forward(x):
    return proj(proj(x))
