import tensorflow as tf


def norm(x):
    with tf.variable_scope("norm"):
        return x * tf.get_variable("scale", [3])


norm_fn = norm


def norm(x):  # the alias is the first one
    with tf.variable_scope("second"):
        return x + tf.get_variable("shift", [3])


def block(x, scope):
    with tf.variable_scope(scope):
        return tf.layers.dense(norm_fn(x), 3, name="fc") + norm(x)


def forward(x):
    return block(x, "a")
