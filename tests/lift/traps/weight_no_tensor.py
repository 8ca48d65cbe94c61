import tensorflow as tf


def table(n, m, name="table"):
    with tf.variable_scope(name):
        return tf.get_variable("e", [n, m])


def both(n):
    with tf.variable_scope("both"):
        a = table(n, 3)
        b = table(n, 3, "other")
        return a, b


def net(x):
    t = table(2, 3)
    a, b = both(2)
    with tf.variable_scope("", reuse=True):
        again = table(2, 3)
    return x * t + a - b * again


def forward(x):
    return net(x)
