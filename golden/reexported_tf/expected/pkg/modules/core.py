from ..compat import tf, layers
from migrate import compat_scope
from .. import compat


def core(x):
    with compat_scope.variable_scope("core"):
        w = compat_scope.get_variable("w", [3, 3], initializer=tf.compat.v1.orthogonal_initializer())
        x = layers.dense(tf.matmul(x, w), 4, name="d")
    with compat.scope("extra", reuse=compat_scope.AUTO_REUSE):
        return x + compat_scope.get_variable("offset", [4])
