import tensorflow as tf

from nets import dense


def auxiliary(x):
    with tf.variable_scope("auxiliary"):
        return dense(x, 2, "out")
