import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def skips(x, depth):
    with tf.variable_scope("skips"):
        for i in range(depth):
            for j in range(3):
                if j != i:
                    x = tf.layers.dense(x, 3, name="d%d%d" % (i, j))
                x = stays(x, "s%d%d" % (i, j))
        return x


def deep(x, depth):
    with tf.variable_scope("deep"):
        for i in range(depth):
            for j in range(2):
                for k in range(2):
                    x = tf.layers.dense(x, 3, name="d%d%d%d" % (i, j, k))
                    x = stays(x, "s%d%d%d" % (i, j, k))
                x = stays(x, "m%d%d" % (i, j))
        return x


def forward(x):
    return skips(x, 2) + deep(x, 1)
