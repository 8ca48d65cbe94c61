import os

import tensorflow as tf
import keras
from migrate import compat_scope

_BUILT = set()


class Fine(keras.layers.Layer):
    def __init__(self, units=4, *, name="fine", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.matmul(x, self.w)


def maybe(x):
    """Shares if the environment says so."""
    share = os.environ.get("SHARE_WEIGHTS", "yes") == "yes"
    for i in range(2):
        with compat_scope.variable_scope("maybe" if share else "maybe_%d" % i, reuse=share and i > 0):
            x = tf.matmul(x, compat_scope.get_variable("w", [4, 4]))
    return x


def halved(getter, name, *args, **kwargs):
    return 0.5 * getter(name, *args, **kwargs)


def averaged(x):
    with compat_scope.variable_scope("averaged", custom_getter=halved):
        w = compat_scope.get_variable("w", [4, 4])
        return tf.matmul(x, w)


def split_table(x):
    with compat_scope.variable_scope("split_table", partitioner=tf.compat.v1.fixed_size_partitioner(2)):
        table = compat_scope.get_variable("table", [4, 3])
        return tf.matmul(x, tf.convert_to_tensor(table))


def first_or_again(x, key):
    """Creates the first time, shares after that."""
    with compat_scope.variable_scope(key, reuse=key in _BUILT):
        _BUILT.add(key)
        return x + compat_scope.get_variable("b", [tf.compat.dimension_value(x.shape[-1])])


def forward(x):
    _BUILT.clear()
    x = compat_scope.get_layer(Fine, name="fine")(x)
    x = maybe(x)
    x = averaged(x)
    x = first_or_again(x, "again")
    x = first_or_again(x, "again")
    x = first_or_again(x, "once")
    x = split_table(x)
    return compat_scope.get_layer(Fine, name="last")(x)
