import tensorflow as tf


def residual(fn, x, scope):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        return tf.layers.dense(fn(x), 3, name="last")


def forward(x):
    def one(h):
        return h * tf.get_variable("one", [3])

    def two(h):
        return h * tf.get_variable("one", [3]) + tf.get_variable("two", [3])

    return residual(one, x, "a") + residual(two, x, "a") * residual(one, x, "a")
