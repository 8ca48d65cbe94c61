import tensorflow as tf


def stays(x, n):
    for _ in range(2):
        i = 0
        while i < n:
            x = tf.layers.dense(x, 3, name="again")
            i += 1
    return x


def host(x, n, scope="host", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h, n)
        return tf.layers.dense(h, 3, name="e")


def parent(x):
    with tf.variable_scope("parent", reuse=tf.AUTO_REUSE):
        return host(x, 2) + host(2.0 * x, 2)


def forward(x):
    y = parent(x)
    return y + host(x, 2, "x", reuse=tf.AUTO_REUSE) + host(x, 2, "x", reuse=True)
