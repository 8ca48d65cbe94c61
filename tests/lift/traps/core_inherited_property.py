import tensorflow as tf


class Named(object):
    @property
    def h(self):
        return self.kept[-1]

    @h.setter
    def h(self, value):
        self.kept = getattr(self, "kept", []) + [value]
        if len(self.kept) > 1:
            self.kept.append(value + self.kept[0][:, :3])


class Model(Named):
    def __init__(self, x):
        self.x = x
        self.build()

    def build(self):
        net = tf.placeholder_with_default(self.x, [2, 3])
        self.h = tf.layers.dense(net, 4, name="one")
        self.h = tf.layers.dense(self.h, 3, name="two")
        self.y = tf.layers.dense(self.h, 3, name="three")
        self.grads = tf.gradients(self.y, [net])


def forward(x):  # graph only
    return Model(x).y
