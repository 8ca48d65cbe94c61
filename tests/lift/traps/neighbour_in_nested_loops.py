import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def host(x, depth):
    with tf.variable_scope("host"):
        for i in range(depth):
            for j in range(2):
                x = tf.layers.dense(x, 3, name="d%d%d" % (i, j))
                x = stays(x, "s%d%d" % (i, j))
            x = tf.layers.dense(x, 3, name="e%d" % i)
        return x


def some(x, depth):
    with tf.variable_scope("some"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            if i % 2:
                x = stays(x, "s%d" % i)
        return x


def forward(x):
    return host(x, 2) + some(x, 4)
