import tensorflow as tf
from tensorflow.contrib.framework import arg_scope

from ops import conv, gated, pixelwise, weight_normed


class Encoder(object):
    def __init__(self, name, filters):
        self.name = name
        self.filters = filters

    def down(self, x, name):
        with tf.variable_scope(name):
            x = conv(x, self.filters, name="same")
            return conv(x, self.filters, stride=2, name="down")

    def __call__(self, x, training=False, reuse=False):
        with tf.variable_scope(self.name, reuse=reuse), arg_scope([conv], training=training, act=tf.nn.relu):
            x = conv(x, self.filters, 5, name="in")
            x = self.down(x, "one")
            return self.down(x, "two")


def head(x, classes, keep):
    with tf.variable_scope("head"):
        with arg_scope([conv], training=False):
            with arg_scope([conv], keep=keep):
                x = gated(x, "kept")
            with arg_scope([conv], act=tf.tanh, keep=2.0):
                x = gated(x, "tanh")
            # what is left to the layer
            x = gated(x, "plain")
        with arg_scope([weight_normed], scale=0.5, bias=False):
            x = pixelwise(x, 3)
            x = tf.reduce_mean(x, [1, 2])
            with arg_scope([weight_normed], bias=True):
                return weight_normed(x, classes, scope="logits")


def forward(images):
    features = Encoder("encoder", 4)(images)
    with arg_scope([conv], training=False):
        features = gated(features, "between")
    return head(features, 5, 0.5)
