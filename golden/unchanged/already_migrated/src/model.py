import tensorflow as tf
from migrate import compat_scope


def network(x):
    with compat_scope.variable_scope("net", reuse=compat_scope.AUTO_REUSE):
        w = compat_scope.get_variable("w", [3, 4], initializer=tf.compat.v1.zeros_initializer())
        h = compat_scope.layers.dense(tf.matmul(x, w), 4)
        return compat_scope.contrib.layers.fully_connected(h, 2)
