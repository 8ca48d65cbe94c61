import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def counting(x):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3)
        i += 1
    return x


def host(x, depth):
    with tf.variable_scope("host"):
        for i in range(depth):
            if i % 2:
                x = tf.layers.dense(x, 3, name="d%d" % i)
            x = stays(x, "s%d" % i)
        return x


def left(x, depth):
    with tf.variable_scope("left"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            if i == depth - 1:
                break
            x = stays(x, "s%d" % i)
        return x


def skipped(x, depth):
    with tf.variable_scope("skipped"):
        for i in range(depth):
            if i == 0:
                continue
            x = tf.layers.dense(x, 3, name="d%d" % i)
            x = stays(x, "s%d" % i)
        return x


def forward(x):
    return host(x, 4) + left(x, 3) + skipped(x, 3)
