import tensorflow as tf

__all__ = ["conv2d", "linear", "lrelu"]


def lrelu(x, leak=0.2, name="lrelu"):
    return tf.nn.leaky_relu(x, leak, name=name)


def conv2d(x, kernel, stride=1, padding="SAME", name=None):
    return tf.nn.conv2d(x, kernel, strides=[1, stride, stride, 1], padding=padding, name=name)


def linear(x, weights, biases, scope=None):
    with tf.name_scope(scope or "linear"):
        return tf.matmul(x, weights) + biases
