import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def rows(x, depth):
    with tf.variable_scope("rows"):
        for i in range(depth):
            if i != 1:
                for j in range(2):
                    x = tf.layers.dense(x, 3, name="d%d%d" % (i, j))
                    x = stays(x, "s%d%d" % (i, j))
            x = tf.layers.dense(x, 3, name="e%d" % i)
        return x


def shared(x, depth):
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        for i in range(depth):
            for j in range(2):
                x = tf.layers.dense(x, 3, name="d%d" % j)
                x = stays(x, "s%d%d" % (i, j))
        return x


def forward(x):
    return rows(x, 3) + shared(x, 2)
