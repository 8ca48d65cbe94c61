import tensorflow as tf


def count():
    return float(len(tf.trainable_variables()))


def again():
    return 2.0 if tf.get_variable_scope().reuse else 1.0


def host(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="d")
        return h * count() * again()


def forward(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(2.0 * x, "b") + host(2.0 * x, "b", reuse=True)
