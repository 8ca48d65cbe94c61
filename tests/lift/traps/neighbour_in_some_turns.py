import tensorflow as tf


def stays(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x):
    with tf.variable_scope("host"):
        for i in range(4):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            if i % 2:
                x = stays(x, "s%d" % i)
        return x


def rows(x):
    with tf.variable_scope("rows"):
        for i in range(2):
            for j in range(2):
                x = tf.layers.dense(x, 3, name="d%d%d" % (i, j))
                x = stays(x, "s%d%d" % (i, j))
        return x


def forward(x):
    return host(x) + rows(x)
