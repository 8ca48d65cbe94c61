import tensorflow as tf


def norm(x, scope="ln"):
    with tf.variable_scope(scope):
        g = tf.Variable(tf.fill(x.get_shape()[-1:], 1.5))
        return g * x


def mix(x, units, scope="mix", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        y = tf.layers.dense(x, units, activation=tf.nn.relu)
        return norm(x + tf.layers.dense(y, 4, name="out"))


def forward(x):
    x = tf.layers.dense(x, 4)
    return mix(mix(x, 3), 3, reuse=True)
