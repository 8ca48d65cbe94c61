# graph only
import tensorflow as tf


class Net(object):
    gain = 2.0

    def __init__(self, x, gain):
        self.h = tf.layers.dense(x, 3) * self.gain
        self.gain = gain
        self.y = tf.layers.dense(self.h, 2) * self.gain


def forward(x):
    return Net(x, 5.0).y
