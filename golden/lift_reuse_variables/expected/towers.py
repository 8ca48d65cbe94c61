import tensorflow as tf
import keras
from migrate import compat_scope


class Project(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.compat.v1.nn.xw_plus_b(x, self.w, self.b)


def towers(x, num_towers=2):
    """The same weights on every slice of the batch."""
    results = []
    with compat_scope.variable_scope("towers"):
        for i, part in enumerate(tf.split(x, num_towers)):
            with compat_scope.variable_scope(compat_scope.get_variable_scope(), reuse=i > 0):
                results.append(compat_scope.get_layer(Project, 2)(part))
    return tf.concat(results, 0)


class Twice(keras.layers.Layer):
    def __init__(self, *, name="twice", **kwargs):
        super().__init__(name=name, **kwargs)
        self.project = Project(4)

    def call(self, x, y):
        first = self.project(x)
        second = self.project(y)
        return tf.reduce_mean(first) + second


def again(x, y):
    with compat_scope.variable_scope("again") as scope:
        first = compat_scope.get_layer(Project, 2)(x)
    total = tf.reduce_sum(first)
    with compat_scope.variable_scope(scope, reuse=True):
        return total * compat_scope.get_layer(Project, 2)(y)


def forward(x, y):
    a = towers(x)
    b = compat_scope.get_layer(Twice, name="twice")(x, y)
    with compat_scope.variable_scope("outer"):
        c = again(x, y)
        compat_scope.get_variable_scope().reuse_variables()
        d = again(y, x)
    return a, b, c, d
