import tensorflow as tf


def dense(x, units, name):
    return tf.layers.dense(x, units, name=name)


class Numbered(object):
    def __init__(self):
        self.number = 0
        self.made = []

    def add(self, x):
        self.number += 1
        y = dense(x, 3, "layer_%d" % self.number)
        self.made.append(self.number)
        return y


def net(x):
    with tf.variable_scope("net"):
        return dense(x, 3, "d")


def forward(x):
    one = Numbered()
    return one.add(one.add(net(x))) * float(len(one.made))
