"""Networks of the policies."""
import numpy as np
import tensorflow as tf


def ortho_init(scale=1.0):
    def _ortho_init(shape, dtype, partition_info=None):
        flat = (shape[0], int(np.prod(shape[1:])))
        u, _, v = np.linalg.svd(np.random.RandomState(7).normal(0.0, 1.0, flat), full_matrices=False)
        q = u if u.shape == flat else v
        return (scale * q.reshape(shape)).astype(np.float32)
    return _ortho_init


def fc(x, scope, nh, init_scale=1.0, init_bias=0.0):
    with tf.variable_scope(scope):
        nin = x.get_shape()[1].value
        w = tf.get_variable("w", [nin, nh], initializer=ortho_init(init_scale))
        b = tf.get_variable("b", [nh], initializer=tf.constant_initializer(init_bias))
        return tf.matmul(x, w) + b


def torso(x, nh=6, layers=2):
    """The layers that actor and critic share."""
    h = tf.layers.flatten(x)
    for i in range(layers):
        h = tf.nn.tanh(fc(h, "fc%d" % i, nh, init_scale=np.sqrt(2)))
    return h


def memory(h, state, scope, nh=4):
    """One step of a recurrent layer with weights of its own."""
    with tf.variable_scope(scope):
        wx = tf.get_variable("wx", [h.get_shape()[1].value, nh], initializer=ortho_init())
        wh = tf.get_variable("wh", [nh, nh], initializer=ortho_init())
        b = tf.get_variable("b", [nh], initializer=tf.constant_initializer(0.0))
        return tf.tanh(tf.matmul(h, wx) + tf.matmul(state, wh) + b)
