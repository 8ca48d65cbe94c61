import tensorflow as tf


def proj(x, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, 3)


def forward(x):
    with tf.variable_scope("net") as scope:
        x = proj(x, "a")
        x = proj(x, "b")
        scope.reuse_variables()
        return proj(x, "a")
