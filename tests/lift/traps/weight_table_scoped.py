import tensorflow as tf


def bank(n):
    found = {}
    for name in ("a", "b"):
        with tf.variable_scope("bank_%s" % name):
            found[name] = tf.get_variable("w", [3, n]), tf.get_variable("b", [n])
    return found


def use(x, weights, name):
    w, b = weights[name]
    return tf.matmul(x, w) + b


def net(x):
    with tf.variable_scope("one"):
        first = bank(3)
    with tf.variable_scope("two"):
        second = bank(3)
        x = use(x, first, "a")
    return use(x, second, "b") + use(x, first, "b")


def forward(x):
    return net(x)
