import tensorflow as tf


def norm(x, scope="ln"):
    with tf.variable_scope(scope):
        size = x.get_shape()[-1:]
        g = tf.Variable(tf.fill(size, 1.5))
        return g * x


def mix(x, units, scope="mix"):
    with tf.variable_scope(scope):
        y = tf.layers.dense(x, units)
        y = tf.nn.relu(y, name="ln")
        return norm(tf.layers.dense(y, 4))


def forward(x):  # graph only
    return mix(x, 6)
