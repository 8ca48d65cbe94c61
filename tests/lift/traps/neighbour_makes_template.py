import tensorflow as tf


def stays(x):
    def one(x):
        return tf.layers.dense(x, 3, name="o")
    t = tf.make_template("temp", one)
    i = 0
    while i < 2:
        x = t(x)
        i += 1
    return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h)
        return stays(h)


def host2(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="temp_1")
        h = stays(h)
        return stays(h)


def forward(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(x, "b") + host2(x, "c") + host2(x, "e")
