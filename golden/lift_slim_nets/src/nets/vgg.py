import tensorflow as tf

from nets.blocks import scaled

slim = tf.contrib.slim


def vgg_arg_scope(weight_decay=0.0005):
    """Defines the settings."""
    with slim.arg_scope([slim.conv2d, slim.fully_connected],
                        activation_fn=tf.nn.elu,
                        weights_regularizer=slim.l2_regularizer(weight_decay),
                        biases_initializer=tf.constant_initializer(0.1)):
        with slim.arg_scope([slim.conv2d], padding="SAME") as arg_sc:
            return arg_sc


def vgg(inputs, num_classes=3, scope="vgg"):
    with tf.variable_scope(scope, "vgg", [inputs]) as sc:
        net = slim.repeat(inputs, 2, slim.conv2d, 3, [3, 3], scope="conv1")
        net = slim.max_pool2d(net, [2, 2], scope="pool1")
        net = scaled(net, scope="scale1")
        net = slim.conv2d(net, 4, [3, 3], scope="conv2")
        with slim.arg_scope([scaled], start=0.5, trainable=False):
            net = scaled(net, scope="scale2")
            net = tf.reduce_mean(net, [1, 2])
            net = slim.stack(net, slim.fully_connected, [5, 4], scope="fc")
        return slim.fully_connected(net, num_classes, activation_fn=None, scope="fc8")
