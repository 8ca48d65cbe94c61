# graph only
import tensorflow as tf


class Net(object):
    def __init__(self, x, gain):
        self.gain = gain
        h = tf.layers.dense(x, 3) * self.gain
        self.gain = self.gain * 2.0
        self.y = tf.layers.dense(h, 2) * gain


def forward(x):
    net = Net(x, 5.0)
    return net.y * net.gain
