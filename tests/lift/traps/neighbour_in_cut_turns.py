import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def cut(x, depth):
    with tf.variable_scope("cut"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            if i == 1:
                continue
            x = stays(x, "s%d" % i)
        return x


def both(x, depth):
    with tf.variable_scope("both"):
        for i in range(depth):
            if i % 2:
                x = tf.layers.dense(x, 3, name="d%d" % i)
                x = stays(x, "s%d" % i)
            else:
                x = tf.layers.dense(x, 3, name="e%d" % i)
        return x


def ended(x, depth):
    with tf.variable_scope("ended"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            if i == depth - 1:
                return stays(x, "last")
            x = stays(x, "s%d" % i)
        return x


def forward(x):
    return cut(x, 3) + both(x, 4) + ended(x, 3)
