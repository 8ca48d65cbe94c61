import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def stopped(x, depth):
    with tf.variable_scope("stopped"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            if i == 1:
                x = stays(x, "last")
                break
            if i == 5:
                x = stays(x, "never")
        return x


def numbered(x, depth):
    with tf.variable_scope("numbered"):
        x = tf.layers.dense(x, 3, name="d")
        for i in range(depth):
            with tf.variable_scope(None, "blk"):
                x = stays(x)
        for i in range(depth):
            if i % 2:
                with tf.variable_scope(None, "blk"):
                    x = stays(x)
        return tf.layers.dense(x, 3, name="e")


def forward(x):
    return stopped(x, 3) + numbered(x, 3)
