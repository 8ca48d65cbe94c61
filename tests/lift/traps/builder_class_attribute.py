# graph only
import tensorflow as tf


class Net(object):
    size = 3
    gain = 2.0

    def __init__(self, x):
        with tf.variable_scope("n"):
            self.h = tf.layers.dense(x, self.size)
            self.y = tf.layers.dense(self.h, 2) * self.gain


class Wide(Net):
    size = 5


def forward(x):
    with tf.variable_scope("a"):
        a = Net(x)
    with tf.variable_scope("b"):
        return a.y + Wide(x).y
