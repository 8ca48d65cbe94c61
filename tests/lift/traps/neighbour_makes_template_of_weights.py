import tensorflow as tf


def stays(x):
    def one(x):
        return x * tf.get_variable("o", [3])
    t = tf.make_template("temp", one)
    i = 0
    while i < 2:
        x = t(x)
        i += 1
    return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = stays(x)
        h = stays(h) * tf.get_variable("w", [3])
        h = stays(h)
        v = tf.get_variable("v", [3])
        return h * v


def host2(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = stays(x)
        return h * tf.get_variable("v", [3])


def forward(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(x, "b") + host2(x, "c") + host2(x * 2.0, "c", reuse=True)
