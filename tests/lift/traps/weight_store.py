import tensorflow as tf


def param(name, *args, **kwargs):
    return tf.get_variable(name, *args, **kwargs)


def dense(x, n, name):
    with tf.variable_scope(name):
        w = param("w", [3, n])
        b = param("b", shape=[n], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def net(x):
    x = dense(x, 3, "a")
    x = tf.tanh(x) * param("scale", [])
    return dense(x, 2, "b")


def forward(x):
    with tf.variable_scope("net"):
        return net(x)
