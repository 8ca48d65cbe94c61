import tensorflow as tf


def first(x):
    with tf.variable_scope("first"):
        return tf.matmul(x, tf.get_variable("w", [3, 3], collections=["mine", tf.GraphKeys.GLOBAL_VARIABLES]))


def second(x):
    with tf.variable_scope("second"):
        y = tf.matmul(x, tf.get_variable("w", [3, 3]))
    return y * float(len(tf.get_collection("mine"))) + float(len(tf.trainable_variables()))


def forward(x):
    return second(first(x))
