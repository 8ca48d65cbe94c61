import tensorflow as tf


class Net(object):
    scope = "net"

    def __init__(self, units):
        self.units = units
        self.layers = []

    def features(self, x):
        raise NotImplementedError

    def build(self, x, reuse=False):
        with tf.variable_scope(self.scope, reuse=reuse):
            h = self.features(x)
            self.layers.append(h)
            return tf.layers.dense(h, self.units, name="top")


class Deep(Net):
    scope = "deep"

    def features(self, x):
        for i in range(2):
            x = tf.layers.dense(x, 3, name="f%d" % i)
        return x


class Wide(Net):
    def features(self, x):
        with tf.variable_scope("wide"):
            return tf.concat([tf.layers.dense(x, 2), tf.layers.dense(x, 2)], 1)


def forward(x):
    y = 0.0
    for net in [Deep(2), Wide(2)]:
        y += net.build(x) * net.build(2.0 * x, reuse=True)
    return y
