import tensorflow as tf
from tensorflow.contrib import slim


class Net(object):
    def __init__(self, act):
        self.act = act

    def scope(self):
        with slim.arg_scope([slim.fully_connected], activation_fn=self.act) as sc:
            return sc

    def body(self, x):
        x = slim.fully_connected(x, 3, scope="a")
        self.act = tf.nn.sigmoid
        with slim.arg_scope(self.scope()):
            return slim.fully_connected(x, 3, scope="b")

    def build(self, x):
        with slim.arg_scope(self.scope()):
            x = self.body(x)
        return slim.fully_connected(x, 2, scope="c")


def forward(x):
    with tf.variable_scope("net"):
        return Net(tf.tanh).build(x)
