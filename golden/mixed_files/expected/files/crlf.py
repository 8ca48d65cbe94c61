"""Windows line ends."""
import tensorflow as tf
from migrate import compat_scope


def crlf(x):
    with compat_scope.variable_scope("crlf"):
        w = compat_scope.get_variable("w", [3, 3])  # a comment
        return compat_scope.layers.dense(tf.matmul(x, w), 3,
                               name="d")
