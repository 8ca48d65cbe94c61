import tensorflow as tf


def norm(x, scope="ln"):
    with tf.variable_scope(scope):
        g = tf.Variable(tf.ones([4]))
        return g * x


def mix(x, units, scope="mix"):
    with tf.variable_scope(scope):
        y = tf.layers.dense(x, units)
        y = tf.nn.relu(y, name="ln")
        return norm(tf.layers.dense(y, 4))


def forward(x):  # graph only
    return mix(x, 6)
