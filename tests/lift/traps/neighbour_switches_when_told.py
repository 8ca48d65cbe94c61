import tensorflow as tf


def gates(x, depth=2):
    i = 0
    while i < depth:
        x = x * tf.get_variable("gate_%d" % i, [3], initializer=tf.ones_initializer())
        i += 1
    return x


def point(x, scope="point"):
    with tf.variable_scope(scope):
        return tf.layers.dense(tf.nn.tanh(tf.layers.dense(x, 3, name="s0")), 3, name="s1")


def told(x, reuse=False):
    with tf.variable_scope("told"):
        if reuse:
            tf.get_variable_scope().reuse_variables()
        return point(gates(x))


def by_flag(x, flag):
    with tf.variable_scope("by_flag"):
        x = point(gates(x))
        if flag:
            tf.get_variable_scope().reuse_variables()
            return x + point(x)
        return x + point(x, "other")


def twice(x):
    with tf.variable_scope("twice"):
        h = tf.layers.dense(x, 3, name="in")
        h = told(h)
        h = tf.layers.dense(h, 3, name="between")
        return told(h, reuse=True)


def handed(x, reuse=False):
    with tf.variable_scope("handed", reuse=reuse):
        h = tf.layers.dense(x, 3, name="in")
        return told(h, reuse=reuse)


def flagged(x, flag):
    with tf.variable_scope("flagged_%d" % flag):
        h = tf.layers.dense(x, 3, name="in")
        return by_flag(h, flag)


def forward(x):
    y = twice(x)
    y += handed(y) + handed(2.0 * y, reuse=True)
    return y + flagged(x, True) + flagged(x, False)
