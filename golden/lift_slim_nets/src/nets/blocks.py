"""Blocks that the networks share. Their layers take their settings from the scopes around them."""
import tensorflow as tf
import tensorflow.contrib.slim as slim


def residual(net, scale=1.0, activation_fn=tf.nn.relu, scope=None, reuse=None):
    """A residual block of two branches."""
    with tf.variable_scope(scope, "Residual", [net], reuse=reuse):
        with tf.variable_scope("Branch_0"):
            one = slim.conv2d(net, 2, 1, scope="Conv2d_1x1")
        with tf.variable_scope("Branch_1"):
            two = slim.conv2d(net, 2, 1, scope="Conv2d_0a_1x1")
            two = slim.conv2d(two, 3, 3, scope="Conv2d_0b_3x3")
        mixed = tf.concat([one, two], 3)
        # back to the width of the input
        up = slim.conv2d(mixed, net.get_shape()[3], 1, normalizer_fn=None, activation_fn=None, scope="Conv2d_1x1")
        net += scale * up
        if activation_fn:
            net = activation_fn(net)
    return net


def reduction(net, k, n):
    with tf.variable_scope("Branch_0"):
        conv = slim.conv2d(net, n, 3, stride=2, padding="VALID", scope="Conv2d_1a_3x3")
    with tf.variable_scope("Branch_1"):
        narrow = slim.conv2d(net, k, 1, scope="Conv2d_0a_1x1")
        narrow = slim.conv2d(narrow, n, 3, stride=2, padding="VALID", scope="Conv2d_1a_3x3")
    with tf.variable_scope("Branch_2"):
        pool = slim.max_pool2d(net, 3, stride=2, padding="VALID", scope="MaxPool_1a_3x3")
    return tf.concat([conv, narrow, pool], 3)


@slim.add_arg_scope
def scaled(net, start=1.0, trainable=True, scope=None):
    """Multiplies each channel by a weight."""
    with tf.variable_scope(scope, "Scaled", [net]):
        gamma = tf.get_variable("gamma", [net.get_shape()[-1]], initializer=tf.constant_initializer(start),
                                trainable=trainable)
        return net * gamma
