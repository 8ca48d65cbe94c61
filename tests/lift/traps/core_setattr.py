import tensorflow as tf


class Model(object):
    def __init__(self, x):
        self.x = x
        self.build()

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2.0)

    def build(self):
        net = tf.placeholder_with_default(self.x, [2, 3])
        self.h = tf.layers.dense(net, 4, name="one")
        self.y = tf.layers.dense(self.h, 3, name="two") + self.h[:, :3]
        self.loss = tf.reduce_sum(self.y)
        self.grads = tf.gradients(self.loss, [net])[0]


def forward(x):  # graph only
    return Model(x).y
