import os
import numpy as np
import tensorflow as tf
from migrate import compat_scope


def make_path(*parts):
    return os.path.join(*parts)


def cat_entropy(logits):
    a0 = logits - tf.reduce_max(logits, 1, keepdims=True)
    ea0 = tf.exp(a0)
    z0 = tf.reduce_sum(ea0, 1, keepdims=True)
    p0 = ea0 / z0
    return tf.reduce_sum(p0 * (tf.math.log(z0) - a0), 1)


def ortho_init(scale=1.0):
    def _ortho_init(shape, dtype, partition_info=None):
        # lasagne's, in short
        shape = tuple(shape)
        a = np.random.normal(0.0, 1.0, shape)
        u, _, v = np.linalg.svd(a, full_matrices=False)
        q = u if u.shape == shape else v
        return (scale * q.reshape(shape)).astype(np.float32)
    return _ortho_init


def fc(x, scope, nh, *, init_scale=1.0, init_bias=0.0):
    with compat_scope.variable_scope(scope):
        nin = tf.compat.dimension_value(x.get_shape()[1])
        w = compat_scope.get_variable("w", [nin, nh], initializer=ortho_init(init_scale))
        b = compat_scope.get_variable("b", [nh], initializer=tf.compat.v1.constant_initializer(init_bias))
        return tf.matmul(x, w)+b


def find_trainable_variables(key):
    return compat_scope.trainable_variables(key)
