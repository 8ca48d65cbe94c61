import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope


def orthogonal(scale=1.0):
    def init(shape, dtype, partition_info=None):
        # rows by columns, whatever the rank
        shape = tuple(shape)
        flat = (int(np.prod(shape[:-1])), shape[-1])
        a = np.random.normal(0.0, 1.0, flat)
        u, _, v = np.linalg.svd(a, full_matrices=False)
        q = (u if u.shape == flat else v).reshape(shape)
        return (scale * q).astype(np.float32)
    return init


class Full(keras.layers.Layer):
    def __init__(self, units, *, gain=1.0, start=0.0, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.gain = gain
        self.start = start

    def build(self, x_shape):
        width = x_shape[1]
        self.w = self.add_weight(
            name="w", shape=[width, self.units], initializer=orthogonal(self.gain)
        )
        self.b = self.add_weight(
            name="b",
            shape=[self.units],
            initializer=keras.initializers.Constant(self.start),
        )

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Conv(keras.layers.Layer):
    def __init__(
        self,
        *,
        filters,
        size,
        stride,
        pad="VALID",
        gain=1.0,
        flat_bias=False,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.size = size
        self.stride = stride
        self.pad = pad
        self.gain = gain
        self.flat_bias = flat_bias

    def build(self, x_shape):
        bias_shape = [self.filters] if self.flat_bias else [1, 1, 1, self.filters]
        width = x_shape[3]
        shape = [self.size, self.size, width, self.filters]
        self.w = self.add_weight(
            name="w", shape=shape, initializer=orthogonal(self.gain)
        )
        self.b = self.add_weight(
            name="b",
            shape=tf.TensorShape(bias_shape),
            initializer=keras.initializers.Constant(0.0),
        )

    def call(self, x):
        return self.b + tf.nn.conv2d(
            x, self.w, strides=[1, self.stride, self.stride, 1], padding=self.pad
        )


class _LayerNorm(keras.layers.Layer):
    def __init__(self, eps=1e-5, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.eps = eps

    def build(self, x_shape):
        n = x_shape[-1]
        self.g = self.add_weight(
            name="g", shape=[n], initializer=keras.initializers.Constant(1.0)
        )
        self.b = self.add_weight(
            name="b", shape=[n], initializer=keras.initializers.Constant(0.0)
        )

    def call(self, x):
        u, s = compat_scope.nn.moments(x, axes=[1], keep_dims=True)
        return self.g * (x - u) / tf.sqrt(s + self.eps) + self.b


def to_flat(x):
    return tf.reshape(x, [-1, np.prod(x.get_shape().as_list()[1:])])


def find_trainable_variables(key):
    return compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=key)
