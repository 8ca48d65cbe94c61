import functools

import tensorflow as tf


def conv1d(x, filters, width=3, dilation=1, scope="conv1d", use_bias=True):
    """Convolution over time; `dilation` is ignored for width 1."""
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [width, x.shape[2].value, filters])
        out = tf.nn.convolution(x, kernel, "SAME", dilation_rate=[dilation if width > 1 else 1])
        if use_bias:
            out += tf.get_variable("bias", [filters], initializer=tf.zeros_initializer())
        return out


def conv_relu(x, *args, **kwargs):
    return tf.nn.relu(conv1d(x, *args, **kwargs))


def stack(x, depth, scope="stack", **conv_args):
    with tf.variable_scope(scope):
        for i in range(depth):
            x = conv_relu(x, scope="conv_%d" % i, **conv_args)
        return x


def merge(*xs, scope="merge"):
    with tf.variable_scope(scope):
        total = tf.concat(xs, axis=-1)
        w = tf.get_variable("w", [total.shape[-1].value, 2])
        return tf.tensordot(total, w, 1)


pointwise = functools.partial(conv1d, width=1, use_bias=False)


def forward(x):
    narrow = functools.partial(pointwise, filters=2)
    a = stack(x, 2, filters=4, dilation=2)
    b = conv_relu(x, 3, 5, scope="wide", use_bias=False)
    c = narrow(x, scope="narrow")
    d = pointwise(a, 3, scope="pointwise")
    return merge(a, b, c, d), merge(a, b, scope="again")
