"""Lists of tensors as arguments: what is computed from the shape of an item, and lists that are written over."""
import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope


def ortho(scale=1.0):
    def init(shape, dtype=None, partition_info=None):
        values = np.linspace(-1.0, 1.0, int(np.prod(shape))).reshape(shape)
        return (scale * values).astype(np.float32)

    return init


def to_list(x, steps):
    x = tf.reshape(x, [-1, steps, tf.compat.dimension_value(x.shape[-1])])
    return [tf.squeeze(v, [1]) for v in tf.split(x, steps, 1)]


class Recurrent(keras.layers.Layer):
    """One step per item; the outputs take the places of the inputs."""

    def __init__(self, units, init_scale=1.0, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.init_scale = init_scale

    def build(self, xs_shape):
        _, width = list(xs_shape[0])
        self.wx = self.add_weight(
            name="wx", shape=[width, self.units * 2], initializer=ortho(self.init_scale)
        )
        self.wh = self.add_weight(
            name="wh",
            shape=[self.units, self.units * 2],
            initializer=ortho(self.init_scale),
        )
        self.b = self.add_weight(
            name="b",
            shape=[self.units * 2],
            initializer=keras.initializers.Constant(0.1),
        )

    def call(self, xs, masks, state):
        h = state
        for idx, (x, m) in enumerate(zip(xs, masks)):
            h = h * (1 - m)
            z = tf.matmul(x, self.wx) + tf.matmul(h, self.wh) + self.b
            gate, new = tf.split(axis=1, num_or_size_splits=2, value=z)
            h = h + tf.nn.sigmoid(gate) * tf.tanh(new)
            xs[idx] = h
        return xs, h


class Weighted(keras.layers.Layer):
    def __init__(self, units, *, name="weighted", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, tensors_shape):
        width = tensors_shape[-1][-1]
        self.w = self.add_weight(
            name="w",
            shape=[len(tensors_shape), width, self.units],
            initializer="glorot_uniform",
        )

    def call(self, tensors):
        return tf.add_n([tf.matmul(t, self.w.value[i]) for i, t in enumerate(tensors)])


def side_effect(xs):
    """The caller goes on with the list."""
    with compat_scope.variable_scope("side"):
        xs[0] = compat_scope.layers.dense(xs[0], 4, name="first")
        return tf.add_n(xs)


def kept(x):
    xs = tf.unstack(x, axis=1)
    total = side_effect(xs)
    return total + xs[0]


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, deep=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.deep = deep
        if deep:
            self.deep_layer = Recurrent(4, name="deep")
        else:
            self.flat = Recurrent(units=4, init_scale=0.5, name="flat")
        self.weighted = Weighted(units=4)

    def call(self, x, masks, state):
        xs = to_list(x, 3)
        ms = to_list(masks, 3)
        if self.deep:
            hs, last = self.deep_layer(xs, ms, state=state)
        else:
            hs, last = self.flat(xs, ms, state=state)
        return tf.stack(hs, axis=1), last + self.weighted(hs)
