import tensorflow as tf


class Model(object):
    def __init__(self, x):
        self.x = x

    def build(self, before):
        net = tf.placeholder_with_default(self.x, [2, 3])
        if before:
            net = before(net)
        h = tf.layers.dense(net, 4)
        self.y = tf.layers.dense(h, 3)
        self.grads = tf.gradients(self.y, [net])
        return self.y


def forward(x):  # graph only
    y = Model(x).build(lambda z: tf.layers.dense(z, 5))
    return y + Model(x).build(None)
