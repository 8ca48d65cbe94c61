import tensorflow as tf


class Config(object):
    def __init__(self):
        self.top_shape = [5]


def stays(x, cfg):
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        cfg.top_shape = x.get_shape().as_list()[1:]
        return x


def prior(x, cfg):
    with tf.variable_scope("prior"):
        w = tf.get_variable("w", cfg.top_shape)
        return x + tf.reduce_sum(w)


def host(x, scope, cfg):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h, cfg)
        return prior(h, cfg)


def both(x, cfg):
    with tf.variable_scope("both"):
        return host(x, "a", cfg) + host(x, "b", cfg)


def forward(x):
    cfg = Config()
    y = both(x, cfg)
    return y
