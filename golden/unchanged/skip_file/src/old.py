# migrate: skip
import tensorflow as tf


def model(x):
    with tf.variable_scope("a"):
        return tf.layers.dense(x, tf.get_variable("n", []))
