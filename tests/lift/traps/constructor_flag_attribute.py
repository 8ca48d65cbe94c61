# graph only
import tensorflow as tf


class Net(object):
    def __init__(self, x, deep):
        self.count = 0
        self.x = x
        self.width = 3
        if deep:
            self.extra = 2.0
        h = tf.layers.dense(self.x, self.width, name="first")
        self.width = self.width + 2
        self.count += 1
        if getattr(self, "extra", None) is not None:
            h = h * self.extra
            self.width += 1
        self.h = tf.layers.dense(h, self.width, name="second")
        self.width = 4
        self.y = tf.layers.dense(self.h, self.width, name="third")


def forward(x):
    with tf.variable_scope("a"):
        a = Net(x, True)
    with tf.variable_scope("b"):
        b = Net(x, False)
    return a.y * a.count + b.y * b.width
