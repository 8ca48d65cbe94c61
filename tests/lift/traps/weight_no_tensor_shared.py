import tensorflow as tf


def param(name, *args, **kwargs):
    with tf.variable_scope("params", reuse=tf.AUTO_REUSE):
        return tf.get_variable(name, *args, **kwargs)


def cell(x, name):
    w = param(name + "/w", [3, 3])
    b = param("b", shape=[3])
    return tf.tanh(tf.matmul(x, w) + b)


def forward(x):
    x = cell(x, "one")
    x = cell(x, "two")
    with tf.variable_scope("deep"):
        x = cell(x, "one")
    return cell(x, "one")
