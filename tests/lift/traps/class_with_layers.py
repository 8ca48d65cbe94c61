import tensorflow as tf


class Block(object):
    def __init__(self, units, name="block"):
        self.dense = tf.layers.Dense(units, name="fc")
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return self.dense(x)


def forward(x):
    block = Block(3)
    with tf.variable_scope("one"):
        x = block(x)
    with tf.variable_scope("two"):
        return block(x)
