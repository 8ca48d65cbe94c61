import tensorflow as tf

from . import utils

slim = tf.contrib.slim

resnet_arg_scope = utils.resnet_arg_scope


def conv_same(inputs, num_outputs, kernel_size, stride, scope=None):
    """A convolution that pads by its kernel only, whatever the size of its input."""
    if stride == 1:
        return slim.conv2d(inputs, num_outputs, kernel_size, stride=1, padding="SAME", scope=scope)
    total = kernel_size - 1
    begin = total // 2
    inputs = tf.pad(inputs, [[0, 0], [begin, total - begin], [begin, total - begin], [0, 0]])
    return slim.conv2d(inputs, num_outputs, kernel_size, stride=stride, padding="VALID", scope=scope)


def unit(inputs, depth, stride, scope=None):
    """A residual unit with normalization before its convolutions."""
    with tf.variable_scope(scope, "unit", [inputs]):
        preact = slim.batch_norm(inputs, activation_fn=tf.nn.relu, scope="preact")
        shortcut = slim.conv2d(preact, depth, 1, stride=stride, normalizer_fn=None, activation_fn=None, scope="shortcut")
        residual = slim.conv2d(preact, depth // 2, 1, scope="conv1")
        residual = conv_same(residual, depth // 2, 3, stride, scope="conv2")
        residual = slim.conv2d(residual, depth, 1, normalizer_fn=None, activation_fn=None, scope="conv3")
        return shortcut + residual


def resnet_small(inputs, scope="resnet_small"):
    with tf.variable_scope(scope):
        net = conv_same(inputs, 4, 3, stride=1, scope="root")
        net = slim.max_pool2d(net, 3, stride=2, scope="pool1")
        for i, depth in enumerate([4, 6]):
            net = unit(net, depth, i + 1, scope="unit_%d" % (i + 1))
        return slim.batch_norm(net, activation_fn=tf.nn.relu, scope="postnorm")
