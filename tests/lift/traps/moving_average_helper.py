import tensorflow as tf
from tensorflow.python.training.moving_averages import assign_moving_average


def moved(mean, value):
    """Makes no variable by the look of it, and two by the default of what it calls."""
    return assign_moving_average(mean, value, 0.9)


def norm(x, name):
    with tf.variable_scope(name):
        mean = tf.get_variable("mean", [3], initializer=tf.zeros_initializer(), trainable=False)
        w = tf.get_variable("w", [3])
        return x * w - moved(mean, tf.reduce_mean(x, 0))


def forward(x):
    with tf.variable_scope("net"):
        x = tf.layers.dense(x, 3)
        return norm(norm(x, "first"), "second")
