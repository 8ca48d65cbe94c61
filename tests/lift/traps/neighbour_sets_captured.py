import tensorflow as tf


class Config(object):
    def __init__(self):
        self.top = 1


def prior(x, cfg):
    with tf.variable_scope("prior"):
        w = tf.get_variable("w", [3, cfg.top])
        return tf.matmul(x, w)


def model(x, cfg):
    def stays(h):
        with tf.variable_scope("stays"):
            i = 0
            while i < 2:
                h = h * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            cfg.top = cfg.top + 1
            return h

    def host(h, scope):
        with tf.variable_scope(scope):
            h = tf.layers.dense(h, 3, name="d")
            h = stays(h)
            return tf.reduce_sum(prior(h, cfg), 1, keepdims=True)

    return host(x, "a") + host(x, "b")


def forward(x):
    with tf.variable_scope("all"):
        return model(x, Config())
