import tensorflow as tf


def weights(n):
    w = {}
    w["a"] = tf.get_variable("a", [3, n])
    for i in range(2):
        w["h%d" % i] = tf.get_variable("h%d" % i, [n, n])
    w["a"] = w["a"] * 2.0
    w["tied"] = w["h0"]
    return w


def net(x, w):
    x = tf.matmul(x, w["a"])
    for i in range(2):
        x = tf.tanh(tf.matmul(x, w["h%d" % i]))
    return tf.matmul(x, w["tied"])


def forward(x):
    with tf.variable_scope("net"):
        w = weights(3)
        a = net(x, w)
        return a + net(2 * x, w)
