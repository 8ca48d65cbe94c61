import tensorflow as tf


class Config(object):
    def __init__(self):
        self.seen = False


def stays(x, cfg):
    with tf.variable_scope("second" if cfg.seen else "first"):
        cfg.seen = True
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, scope, cfg):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h, cfg)


def both(x, cfg):
    with tf.variable_scope("both"):
        return host(x, "a", cfg) + host(x, "b", cfg)


def forward(x):
    cfg = Config()
    return both(x, cfg)
