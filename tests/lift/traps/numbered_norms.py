import tensorflow as tf


def norm(x, epsilon=1e-6, scope="ln", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        size = x.get_shape()[-1:]
        mean, variance = tf.nn.moments(x, [-1], keep_dims=True)
        beta = tf.Variable(tf.zeros(size))
        gamma = tf.Variable(tf.ones(size))
        return gamma * (x - mean) / ((variance + epsilon) ** 0.5) + beta


def mix(x, units, scope="mix"):
    with tf.variable_scope(scope):
        y = tf.layers.dense(x, units, activation=tf.nn.relu)
        return norm(x + tf.layers.dense(y, 4))


def forward(x):
    x = tf.layers.dense(x, 4)
    for i in range(2):
        with tf.variable_scope("block_%d" % i):
            x = mix(norm(x), 6)
            x = mix(norm(x), 5, scope="mix_last") + norm(x, scope="more")
    return norm(x)
