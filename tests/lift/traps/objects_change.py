import tensorflow as tf


class Net(object):
    def __init__(self, name):
        self.name = name
        self.reuse = None
        self.scale = 1.0

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=self.reuse):
            y = self.scale * tf.layers.dense(x, 3)
        self.reuse = True
        self.scale = self.scale + 1
        return y


def forward(x):
    net = Net("net")
    return net(net(net(x)))
