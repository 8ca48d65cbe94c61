import numpy as np
import tensorflow as tf
from migrate import compat_scope


def static_or_dynamic(x):
    """The shape as a list, ints where they are known."""
    static = x.shape.as_list()
    dynamic = tf.shape(x)
    return [dynamic[i] if s is None else s for i, s in enumerate(static)]


def pointwise(x, scope, n_out, *, w_std=0.02):
    with compat_scope.variable_scope(scope):
        *leading, n_in = static_or_dynamic(x)
        w = compat_scope.get_variable('w', [n_in, n_out], initializer=tf.compat.v1.random_normal_initializer(stddev=w_std))
        b = compat_scope.get_variable('b', [n_out], initializer=tf.compat.v1.constant_initializer(0))
        y = tf.matmul(tf.reshape(x, [-1, n_in]), w) + b
        return tf.reshape(y, leading + [n_out])


def lower_triangle(n, dtype):
    i = tf.range(n)[:, None]
    return tf.cast(i >= tf.range(n), dtype)


def attend(x, scope, n_state, n_head):
    assert x.shape.ndims == 3
    assert n_state % n_head == 0

    def split(t):
        b, s, n = static_or_dynamic(t)
        return tf.transpose(tf.reshape(t, [b, s, n_head, n // n_head]), [0, 2, 1, 3])

    def merge(t):
        t = tf.transpose(t, [0, 2, 1, 3])
        b, s, h, n = static_or_dynamic(t)
        return tf.reshape(t, [b, s, h * n])

    with compat_scope.variable_scope(scope):
        q, k, v = map(split, tf.split(pointwise(x, 'qkv', n_state * 3), 3, axis=2))
        w = tf.matmul(q, k, transpose_b=True) * tf.math.rsqrt(tf.cast(tf.compat.dimension_value(v.shape[-1]), tf.float32))
        mask = lower_triangle(static_or_dynamic(w)[-1], w.dtype)
        w = tf.nn.softmax(w * mask - (1 - mask) * 1e10)
        return pointwise(merge(tf.matmul(w, v)), 'proj', n_state)


def decoder_block(x, n_head, scope='block'):
    with compat_scope.variable_scope(scope):
        nx = int(x.get_shape()[-1])
        x = x + attend(x, 'attn', nx, n_head)
        h = pointwise(x, 'up', nx * 2, w_std=1.0 / np.sqrt(nx))
        return x + pointwise(0.5 * h * (1 + tf.math.erf(h / np.sqrt(2.0))), 'down', nx)
