import tensorflow as tf


class Net(object):
    def __init__(self, units):
        self.units = units
        self.scale = 1.0

    def layer(self, x, name):
        with tf.variable_scope(name):
            w = tf.get_variable("w", [x.shape[-1].value, self.units])
            return self.scale * tf.matmul(x, w)


def forward(x):
    net = Net(4)
    y = net.layer(x, "a")
    net.units = 3
    net.scale = 0.5
    return net.layer(y, "b")
