"""Layers with more layers around them, which pass on what they are given."""
import functools

import tensorflow as tf

SLOPE = 0.1


def leaky(x):
    return tf.maximum(x, SLOPE * x)


def conv(x, filters, size=3, stride=1, name="conv", bias=True):
    """A convolution over time."""
    with tf.variable_scope(name):
        kernel = tf.get_variable("kernel", [size, x.shape[-1].value, filters])
        y = tf.nn.conv1d(x, kernel, stride, "SAME")
        if bias:
            y += tf.get_variable("bias", [filters], initializer=tf.constant_initializer(0.1))
        return y


def norm(x, training, name="norm"):
    return tf.layers.batch_normalization(x, momentum=0.9, training=training, name=name)


def conv_bn(x, *args, **kwargs):
    """A convolution and what makes its outputs even."""
    name = kwargs_name(kwargs)
    return leaky(norm(conv(x, *args, **kwargs), False, name=name))


def kwargs_name(kwargs):
    return kwargs.get("name", "conv") + "_norm"


def conv_leaky(x, *args, **kwargs):
    return leaky(conv(x, *args, **kwargs))


def halve(x, filters, name, **kwargs):
    # Neither the size nor the stride is a matter of the caller.
    return conv_leaky(x, filters, 4, stride=2, name=name, **kwargs)


def dense_leaky(x, *args, **kwargs):
    with tf.name_scope("activated"):
        return leaky(tf.layers.dense(x, *args, **kwargs))


def gate(x, *tensors, **settings):
    """The sigmoid of a layer of everything side by side."""
    return x * tf.sigmoid(tf.layers.dense(tf.concat((x,) + tensors, -1), x.shape[-1].value, **settings))


pointwise = functools.partial(conv, size=1, bias=False)
small = functools.partial(pointwise, filters=2)
