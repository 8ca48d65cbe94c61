import tensorflow as tf

HALF = 6 / 2
SIZES = [4 / 2, 3]


class Config(object):
    width = 8 / 2

    def __init__(self, n):
        self.n = n / 2


def quarter(n):
    m = n / 4
    return m


def net(x, config):
    with tf.variable_scope("net"):
        x = tf.layers.dense(x, HALF, name="half")
        for i, n in enumerate(SIZES):
            x = tf.layers.dense(x, n, name="s%d" % i)
        x = tf.layers.dense(x, config.n, name="n")
        x = tf.layers.dense(x, config.width, name="width")
        x = tf.layers.dense(x, quarter(8), name="quarter")
        a, b = 9 / 3, 2
        x = tf.layers.dense(x, a, name="a")
        return tf.layers.dense(x, b, name="b")


def forward(x):
    return net(x, Config(8))
