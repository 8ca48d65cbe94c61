import tensorflow
from migrate import compat_scope


def net(x):
    with compat_scope.variable_scope("plain"):
        w = compat_scope.get_variable("w", [3, 3], initializer=tensorflow.compat.v1.ones_initializer())
        return compat_scope.layers.dense(tensorflow.matmul(x, w), 3)
