import tensorflow as tf


def stays(x, n, scope=None):
    i = 0
    while i < n:
        x = tf.layers.dense(x, 3, name="again")
        i += 1
    with tf.variable_scope(scope, "counted"):
        return x * tf.get_variable("v", [3])


def host(x, n, scope="host", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h, n)
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    y = host(x, 1)
    return y + host(y, 2, reuse=True) + host(y, 1, "other")
