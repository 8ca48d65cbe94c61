import tensorflow as tf


def norm(x, scope="norm"):
    with tf.variable_scope(scope):
        return x * tf.get_variable("scale", [3])


def center(x, scope="center"):
    with tf.variable_scope(scope):
        return x - tf.get_variable("mean", [3])


norm_fn = norm


def block(x, scope):
    with tf.variable_scope(scope):
        x = tf.layers.dense(norm_fn(x, scope="before"), 3, name="fc")
        return norm_fn(x)


def forward(x):
    return block(x, "a") + block(x, "b") + center(x)
