import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def either(x, depth, flag):
    with tf.variable_scope("either"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            if flag and i > 0:
                x = stays(x, "s%d" % i)
            elif flag:
                x = tf.nn.relu(x)
            else:
                with tf.variable_scope("else%d" % i, initializer=tf.ones_initializer()):
                    x = stays(x, "t%d" % i)
        return x


def inner(x, depth):
    with tf.variable_scope("inner"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            for j in range(i):
                # twice in each turn but the first
                with tf.variable_scope("in%d%d" % (i, j)):
                    x = stays(x)
            x = tf.layers.dense(x, 3, name="e%d" % i)
        return x


def ragged(x, depth):
    with tf.variable_scope("ragged"):
        for i in range(depth):
            for j in range(i):
                x = tf.layers.dense(x, 3, name="d%d%d" % (i, j))
                x = stays(x, "s%d%d" % (i, j))
        return x


def forward(x):
    return either(x, 2, True) + inner(x, 3) + ragged(x, 3)
