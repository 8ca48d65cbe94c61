import tensorflow as tf
from migrate import compat_scope


class Block(object):
    def __init__(self, name):
        with compat_scope.variable_scope(name) as self.scope:
            self.kernel = compat_scope.get_variable("kernel", [3, 3])

    def __call__(self, x):
        with compat_scope.variable_scope(self.scope):
            # joins `kernel` under the scope captured above
            bias = compat_scope.get_variable("bias", [3], initializer=tf.compat.v1.zeros_initializer())
            return tf.matmul(x, self.kernel) + bias

    def again(self, x):
        with compat_scope.variable_scope(self.scope, reuse=True):
            return tf.matmul(x, compat_scope.get_variable("kernel", [3, 3]))


def helper(x):
    with compat_scope.variable_scope(compat_scope.get_variable_scope(), reuse=compat_scope.AUTO_REUSE):
        return x * compat_scope.get_variable("gain", [3])


def forward(x):
    block = Block("block")
    with compat_scope.variable_scope("outer"):
        y = block(x)
        y = helper(y)
        with compat_scope.variable_scope("inner") as inner:
            y = helper(y)
        y = helper(y)
    z = block.again(y)
    with compat_scope.variable_scope(inner, reuse=True):
        z = z + compat_scope.get_variable("gain", [3])
    with compat_scope.variable_scope(inner, auxiliary_name_scope=False):
        with compat_scope.name_scope(inner.original_name_scope):
            extra = compat_scope.Variable(tf.ones([3]), name="extra")
    return z + extra, inner.name
