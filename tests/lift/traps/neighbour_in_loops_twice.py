import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def twice(x, depth, reuse=None):
    with tf.variable_scope("twice", reuse=reuse):
        for i in range(depth):
            for j in range(2):
                x = tf.layers.dense(x, 3, name="d%d%d" % (i, j))
                x = stays(x, "s%d%d" % (i, j))
        return x


def forward(x):
    y = twice(twice(x, 2), 2, reuse=True)
    return y
