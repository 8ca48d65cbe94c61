import tensorflow as tf
from migrate import compat_scope


def project(x, units, scope, reuse=None):
    with compat_scope.variable_scope(scope, reuse=reuse):
        w = compat_scope.get_variable("w", [int(x.get_shape()[1]), units],
                            initializer=tf.compat.v1.truncated_normal_initializer(stddev=0.1))
        return tf.matmul(x, w)


def encoder(x, units, depth, scope="encoder", reuse=False):
    """Stacks `depth` projections with a residual."""
    with compat_scope.variable_scope(scope, reuse=reuse):
        for i in range(depth):
            x = x + tf.nn.elu(project(x, units, "layer_%d" % i))
        return x


def similarity(a, b, units, depth):
    left = encoder(a, units, depth)
    right = encoder(b, units, depth, reuse=True)  # the same weights
    return tf.reduce_sum(left * right, 1), left, right
