import tensorflow as tf


def stays(x, n, scope=None):
    for _ in range(2):
        i = 0
        while i < n:
            x = tf.layers.dense(x, 3, name="again")
            i += 1
    with tf.variable_scope(scope, "counted"):
        x = x * tf.get_variable("v", [3])
    return tf.layers.dense(x, 3)


def host(x, n, scope="host", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = stays(x, n)
        h = tf.layers.dense(h, 3, name="d")
        h = stays(h, n)
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    y = host(x, 2, reuse=tf.AUTO_REUSE)
    return y + host(y, 2, reuse=True)
