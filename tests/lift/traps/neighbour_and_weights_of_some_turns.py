import tensorflow as tf


def stays(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable(
                "g%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer()
            )
            i += 1
        return x


def odd_ones(x, depth):
    with tf.variable_scope("odd"):
        for i in range(depth):
            x = stays(x, "s%d" % i)
            if i % 2:
                x = x * tf.get_variable("w%d" % i, [3])
        return x


def first_ones(x, depth):
    with tf.variable_scope("first"):
        for i in range(depth):
            if i == 0:
                x = x * tf.get_variable("w", [3])
            x = stays(x, "s%d" % i)
            x = x + tf.get_variable("b%d" % i, [3])
        return x


def rows(x, depth):
    with tf.variable_scope("rows"):
        for i in range(depth):
            for j in range(2):
                x = x * tf.get_variable("w%d_%d" % (i, j), [3])
            x = stays(x, "s%d" % i)
            for j in range(2):
                x = x + tf.get_variable("b%d_%d" % (i, j), [3])
        return x


def forward(x):
    y = odd_ones(x, 4) + first_ones(x, 3)
    return rows(y, 2)
