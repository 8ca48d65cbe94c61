import tensorflow as tf


def stays(x):
    with tf.name_scope("stays"):
        i = 0
        while i < 2:
            x = x * tf.Variable(tf.ones([3]), name="g")
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h)


def forward(x):
    return host(x, "a") + host(x, "b")
