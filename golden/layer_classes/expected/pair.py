import tensorflow as tf
from migrate import compat_scope


class Tower(object):
    """The same tower for both sides."""

    def __init__(self, width, name="tower"):
        self.scope = name
        self.conv = compat_scope.layers.Conv1D(width, 3, padding="same", activation=tf.nn.relu, name="conv")
        self.project = compat_scope.layers.Dense(width, use_bias=False, kernel_initializer=tf.compat.v1.glorot_normal_initializer())
        self.norm = compat_scope.layers.BatchNormalization(momentum=0.9, name="bn")

    def __call__(self, x):
        x = self.conv(x)
        x = self.norm(x, training=False)
        x = tf.reduce_max(x, axis=1)
        return self.project(x)


def score(left, right):
    tower = Tower(4)
    a = tower(left)
    b = tower(right)
    mixed = compat_scope.layers.Dense(3, activation=tf.sigmoid, name="mix")(tf.concat([a, b], 1))
    return tf.reduce_sum(a * b, axis=1), mixed, len(tower.project.variables)
