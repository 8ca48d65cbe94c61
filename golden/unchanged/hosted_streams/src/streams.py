"""A module whose hosted part opens the scope of its own weights once more, for another input."""
import tensorflow as tf

from migrate import compat_scope


def two_streams(h, g, scope="streams"):
    with compat_scope.variable_scope(scope):
        h = compat_scope.layers.dense(h, 4, name="query")
    with compat_scope.variable_scope(scope, reuse=True):
        return h + compat_scope.layers.dense(g, 4, name="query")


class Encoder(tf.Module):
    tf1_order = ("w", "two_streams")

    def __init__(self, *, name="encoder"):
        super().__init__(name=name)
        with self.name_scope:
            self.w = tf.Variable(tf.ones([4, 4]), name="w")

    @tf.Module.with_name_scope
    def __call__(self, x):
        h = tf.matmul(x, self.w)
        with compat_scope.hosting(self, "two_streams", scope="layer_0"):
            return two_streams(h, x)
