import tensorflow as tf


def norm(x, scope="ln", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        g = tf.Variable(tf.ones([3]))
        return g * x


def attend(x, scope="block"):
    with tf.variable_scope(scope):
        return norm(tf.layers.conv1d(tf.expand_dims(x, 0), 3, 1))[0]


def feed(x, scope="block"):
    with tf.variable_scope(scope):
        return norm(tf.layers.dense(x, 3))


def forward(x):
    x = tf.layers.dense(x, 3)
    return feed(attend(x))
