import tensorflow as tf


def inner(x):
    with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def net(x):
    with tf.variable_scope("net"):
        x = inner(x)
        return inner(x)


def forward(x):
    return net(inner(x))
