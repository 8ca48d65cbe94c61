import tensorflow as tf


def residual(fn, x, scope):
    with tf.variable_scope(scope):
        with tf.name_scope("ops"):
            h = fn(x)
        return tf.layers.dense(x + h, 3, name="last")


def shift(x):
    return x + tf.Variable(tf.zeros([3]), name="shift") + tf.get_variable("more", [3])


def forward(x):
    return residual(shift, x[:, :3], "a") + residual(shift, x[:, :3], "b")
