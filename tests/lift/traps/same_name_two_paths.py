import tensorflow as tf


def dense(x, name):
    w = tf.get_variable(name, [3, 3])
    return tf.matmul(x, w)


def net(x):
    with tf.variable_scope("a"):
        x = dense(x, "b/w")
    with tf.variable_scope("a/b", reuse=True):
        return dense(x, "w")


def forward(x):
    return net(x)
