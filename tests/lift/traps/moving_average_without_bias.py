import tensorflow as tf
from tensorflow.python.training import moving_averages


def norm(x, name):
    """The average's start is taken out, for which TF 1.15 makes two variables more, named after the mean."""
    with tf.variable_scope(name):
        mean = tf.get_variable("mean", [3], initializer=tf.zeros_initializer(), trainable=False)
        moved = moving_averages.assign_moving_average(mean, tf.reduce_mean(x, 0), 0.9)
        w = tf.get_variable("w", [3])
        return x * w - moved


def forward(x):
    x = tf.layers.dense(x, 3)
    return norm(norm(x, "first"), "second")
