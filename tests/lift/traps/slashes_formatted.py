import tensorflow as tf


def sub(x, i):
    with tf.variable_scope("s%d/inner" % i):
        return tf.layers.dense(x, 3)


def named(x, scope):
    inner = scope + "/unit"
    with tf.variable_scope(inner):
        return tf.layers.dense(x, 3)


def shown(x, scope):
    with tf.variable_scope("{}/a/{}".format(scope, 1)):
        return tf.layers.dense(x, 3)


def forward(x):
    with tf.variable_scope("o"):
        return sub(x, 1) + sub(x, 2) + named(x, "n") + shown(x, "m")
