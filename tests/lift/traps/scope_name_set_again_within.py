import numpy as np
import tensorflow as tf

DATA = {"fc6": np.ones([3], "float32"), "fc8": np.full([3], 2.0, "float32")}


def bias(name, width):
    init = tf.constant_initializer(DATA[name])
    return tf.get_variable("biases", [width], initializer=init)


def fc(x, name, width=3):
    with tf.variable_scope(name):
        if name == "score":
            name = "fc8"
        b = bias(name, width)
        return x * b


def dense(x, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, 3])
        name = name + "_out"
        h = tf.matmul(x, w) * tf.get_variable("scale", [3])
        return tf.layers.dense(h, 3, name=name)


def plain(x, name):
    with tf.variable_scope(name):
        name = "other"
        return x * tf.get_variable("w_" + name, [3])


class Net(object):
    def __init__(self):
        self.data = DATA

    def bias(self, name):
        init = tf.constant_initializer(self.data[name])
        return tf.get_variable("biases", [3], initializer=init)

    def layer(self, x, name):
        with tf.variable_scope(name):
            if name == "score":
                name = "fc8"
            elif name == "conv":
                name = "fc6"
            b = self.bias(name)
            return x + b

    def build(self, x):
        return self.layer(self.layer(x, "fc6"), "score")


def forward(x):
    y = fc(x, "fc6") + fc(x, "score") + dense(x, "d") + plain(x, "p")
    with tf.variable_scope("net"):
        return y + Net().build(x)
