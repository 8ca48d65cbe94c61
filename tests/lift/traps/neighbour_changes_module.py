import tensorflow as tf


class Config(object):
    def __init__(self):
        self.width = 4
        self.seen = 0


CONFIG = Config()
N = 0


def stays(x):
    CONFIG.width = 5
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, scope, cfg):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h)
        return tf.layers.dense(h, cfg.width, name="e")


def numbered(x):
    global N
    with tf.variable_scope("call_%d" % N):
        N += 1
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host2(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return numbered(h)


def forward(x):
    global N
    CONFIG.width = 4
    N = 0
    with tf.variable_scope("both"):
        h = host(x, "a", CONFIG) + host(x, "b", CONFIG)
        return h + tf.reduce_sum(host2(x, "c") + host2(x, "d"))
