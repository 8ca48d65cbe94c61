"""Residual networks that decide once which block they are made of."""

import tensorflow as tf

from blocks import basic, block_of, bottleneck, conv, stack


class ResNet(object):
    """A network whose depth says which block it has."""

    def __init__(self, depth, classes):
        self.depth = depth
        self.classes = classes

    def network(self, x, reuse=False):
        with tf.variable_scope("resnet_%d" % self.depth, reuse=reuse):
            if self.depth < 50:
                residual_block = basic
            else:
                residual_block = bottleneck

            x = conv(x, 8, scope="stem")
            for i in range(2):
                x = residual_block(x, 8, scope="stage1_" + str(i))

            # the second stage halves the image
            x = residual_block(x, 16, stride=2, scope="stage2_0")
            x = tf.reduce_mean(tf.nn.relu(x), [1, 2])
            return tf.layers.dense(x, self.classes, name="logits")


def branch(x, deep=False):
    """The same as a function, whose calls differ in what they give."""
    block = bottleneck if deep else basic
    with tf.variable_scope("branch"):
        x = block(x, 4, 2, scope="down")
        return block(x, 4, scope="same")


def trunk(x, widths):
    with tf.variable_scope("trunk"):
        for i, width in enumerate(widths):
            x = conv(x, width, scope="conv_%d" % i)
        return stack(x, basic, widths[-1])


def named(x, kind="basic"):
    block = block_of(kind)
    with tf.variable_scope("named"):
        x = block(x, 8, stride=2, scope="first")
        return block(x, 8, stride=1, scope="second")


def forward(images):
    shallow = ResNet(18, 3)
    deep = ResNet(50, 3)
    logits = shallow.network(images) + deep.network(images)
    again = shallow.network(2.0 * images, reuse=True)
    stem = conv(images, 8, scope="stem")
    return logits, again, branch(stem), named(stem, "bottleneck"), trunk(stem, [4, 8])
