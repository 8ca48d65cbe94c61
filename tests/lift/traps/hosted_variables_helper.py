import tensorflow as tf


def norm(x, scope="ln"):
    with tf.variable_scope(scope):
        g = tf.Variable(tf.fill(x.get_shape()[-1:], 1.5))
        return g * x


def act(x):
    return tf.nn.relu(x, name="ln")


def mix(x, scope="mix"):
    with tf.variable_scope(scope):
        y = act(tf.layers.dense(x, 4))
        return norm(tf.layers.dense(y, 4))


def forward(x):  # graph only
    return mix(x)
