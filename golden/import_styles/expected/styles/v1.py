import tensorflow.compat.v1 as tf
from migrate import compat_scope


def net(x):
    with compat_scope.variable_scope("v1"):
        w = compat_scope.get_variable("w", [3, 3])
        return compat_scope.layers.dense(tf.matmul(x, w), 3, name="d")
