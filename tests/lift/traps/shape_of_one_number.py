import tensorflow as tf


def prelu(x, name="prelu"):
    with tf.variable_scope(name):
        a = tf.get_variable("alpha", x.get_shape()[-1], initializer=tf.constant_initializer(0.1))
        return tf.maximum(0.0, x) + a * tf.minimum(0.0, x)


def scale(x, n, name):
    with tf.variable_scope(name):
        g = tf.get_variable("g", n, initializer=tf.ones_initializer())
        b = tf.get_variable("b", shape=(x.shape[1]), initializer=tf.zeros_initializer())
        r = tf.get_variable("r", shape=int(x.shape[-1]), initializer=tf.random_normal_initializer(stddev=0.1))
        u = tf.get_variable("u", x.shape[-1].value, initializer=tf.random_uniform_initializer(-0.1, 0.1))
        t = tf.get_variable("t", n, initializer=tf.truncated_normal_initializer(stddev=0.1))
        c = tf.get_variable("c", shape=(x.shape[-1].value), initializer=tf.constant_initializer(2.0), trainable=False)
        d = tf.get_variable("d", 3, tf.float32)
        e = tf.get_variable("e", (), initializer=tf.ones_initializer())
        f = tf.get_variable("f", shape=n + 0, initializer=tf.glorot_normal_initializer())
        return x * g + b + r * u + t * c + d * e + f


def forward(x):
    return prelu(scale(x, 3, "one") + scale(x, x.shape[-1], "two"))
