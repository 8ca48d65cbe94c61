import tensorflow as tf


def stays(x, scope="e"):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        i = 0
        while i < 1:
            x = tf.matmul(x, tf.get_variable("kernel", [3, 3]))
            i += 1
        return x


def host(x, scope="host"):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="e")
        return stays(h)


def after(x, scope="after"):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        h = stays(x)
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    return host(x) + after(x)
