"""A Keras layer that runs functions which keep their variable scopes."""
import tensorflow as tf
import keras
from migrate import compat_scope


def halved(getter, name, *args, **kwargs):
    return 0.5 * getter(name, *args, **kwargs)


def averaged(x, scope="averaged", reuse=None):
    with compat_scope.variable_scope(scope, reuse=reuse, custom_getter=halved):
        w = compat_scope.get_variable("w", [4, 4])
        return tf.matmul(x, w)


class Block(keras.layers.Layer):
    def __init__(self, *, name="block", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(4, name="dense")

    def call(self, x):
        x = self.dense(x)
        with compat_scope.hosting(self):
            return averaged(x) + averaged(-x, reuse=True)
