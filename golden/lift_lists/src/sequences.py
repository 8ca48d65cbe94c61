"""Lists of tensors as arguments: what is computed from the shape of an item, and lists that are written over."""
import numpy as np
import tensorflow as tf


def ortho(scale=1.0):
    def init(shape, dtype=None, partition_info=None):
        values = np.linspace(-1.0, 1.0, int(np.prod(shape))).reshape(shape)
        return (scale * values).astype(np.float32)

    return init


def to_list(x, steps):
    x = tf.reshape(x, [-1, steps, x.shape[-1].value])
    return [tf.squeeze(v, [1]) for v in tf.split(x, steps, 1)]


def recurrent(xs, masks, state, scope, units, init_scale=1.0):
    """One step per item; the outputs take the places of the inputs."""
    _, width = [v.value for v in xs[0].get_shape()]
    with tf.variable_scope(scope):
        wx = tf.get_variable("wx", [width, units * 2], initializer=ortho(init_scale))
        wh = tf.get_variable("wh", [units, units * 2], initializer=ortho(init_scale))
        b = tf.get_variable("b", [units * 2], initializer=tf.constant_initializer(0.1))

    h = state
    for idx, (x, m) in enumerate(zip(xs, masks)):
        h = h * (1 - m)
        z = tf.matmul(x, wx) + tf.matmul(h, wh) + b
        gate, new = tf.split(axis=1, num_or_size_splits=2, value=z)
        h = h + tf.nn.sigmoid(gate) * tf.tanh(new)
        xs[idx] = h
    return xs, h


def weighted(tensors, units):
    with tf.variable_scope("weighted"):
        width = tensors[-1].shape[-1].value
        w = tf.get_variable("w", [len(tensors), width, units])
        return tf.add_n([tf.matmul(t, w[i]) for i, t in enumerate(tensors)])


def side_effect(xs):
    """The caller goes on with the list."""
    with tf.variable_scope("side"):
        xs[0] = tf.layers.dense(xs[0], 4, name="first")
        return tf.add_n(xs)


def kept(x):
    xs = tf.unstack(x, axis=1)
    total = side_effect(xs)
    return total + xs[0]


def forward(x, masks, state, deep=False):
    xs = to_list(x, 3)
    ms = to_list(masks, 3)
    if deep:
        hs, last = recurrent(xs, ms, state, "deep", 4)
    else:
        hs, last = recurrent(xs, ms, state, scope="flat", units=4, init_scale=0.5)
    return tf.stack(hs, axis=1), last + weighted(hs, units=4)
