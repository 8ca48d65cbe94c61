"""The layers of both networks."""
import tensorflow as tf


def leaky(x, slope):
    with tf.name_scope("leaky"):
        # Twice the same input, so that gradients add up.
        x = tf.identity(x)
        return 0.5 * (1 + slope) * x + 0.5 * (1 - slope) * tf.abs(x)


def normalize(x):
    """Statistics of the batch at hand, in training and afterwards."""
    return tf.layers.batch_normalization(
        x, axis=3, epsilon=1e-5, momentum=0.1, training=True,
        gamma_initializer=tf.random_normal_initializer(1.0, 0.02))


def shrink(x, channels, separable=False):
    """[batch, n, n, in] => [batch, n / 2, n / 2, channels]"""
    initializer = tf.random_normal_initializer(0, 0.02)
    if separable:
        return tf.layers.separable_conv2d(
            x, channels, kernel_size=4, strides=(2, 2), padding="same",
            depthwise_initializer=initializer, pointwise_initializer=initializer)
    return tf.layers.conv2d(
        x, channels, kernel_size=4, strides=(2, 2), padding="same", kernel_initializer=initializer)


def grow(x, channels):
    """[batch, n, n, in] => [batch, n * 2, n * 2, channels]"""
    return tf.layers.conv2d_transpose(
        x, channels, kernel_size=4, strides=(2, 2), padding="same",
        kernel_initializer=tf.random_normal_initializer(0, 0.02))


def judge_conv(x, channels, stride):
    padded = tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]], mode="CONSTANT")
    return tf.layers.conv2d(
        padded, channels, kernel_size=4, strides=(stride, stride), padding="valid",
        kernel_initializer=tf.random_normal_initializer(0, 0.02))
