import functools

import tensorflow as tf
import keras
from migrate import compat_scope


class Conv1d(keras.layers.Layer):
    """Convolution over time; `dilation` is ignored for width 1."""

    def __init__(
        self, filters, width=3, dilation=1, use_bias=True, *, name="conv1d", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.width = width
        self.dilation = dilation
        self.use_bias = use_bias

    def build(self, x_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[self.width, x_shape[2], self.filters],
            initializer="glorot_uniform",
        )
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias", shape=[self.filters], initializer="zeros"
            )

    def call(self, x):
        out = tf.nn.convolution(
            x,
            self.kernel,
            padding="SAME",
            dilations=[self.dilation if self.width > 1 else 1],
        )
        if self.use_bias:
            out += self.bias
        return out


def conv1d(x, filters, width=3, dilation=1, scope="conv1d", use_bias=True):
    return compat_scope.get_layer(
        Conv1d, filters, width, dilation, use_bias, name=scope
    )(x)


def conv_relu(x, *args, **kwargs):
    return tf.nn.relu(conv1d(x, *args, **kwargs))


def stack(x, depth, scope="stack", **conv_args):
    with compat_scope.variable_scope(scope):
        for i in range(depth):
            x = conv_relu(x, scope="conv_%d" % i, **conv_args)
        return x


def merge(*xs, scope="merge"):
    with compat_scope.variable_scope(scope):
        total = tf.concat(xs, axis=-1)
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(total.shape[-1]), 2])
        return tf.tensordot(total, w, 1)


pointwise = functools.partial(conv1d, width=1, use_bias=False)


def forward(x):
    narrow = functools.partial(pointwise, filters=2)
    a = stack(x, 2, filters=4, dilation=2)
    b = conv_relu(x, 3, 5, scope="wide", use_bias=False)
    c = narrow(x, scope="narrow")
    d = pointwise(a, 3, scope="pointwise")
    return merge(a, b, c, d), merge(a, b, scope="again")
