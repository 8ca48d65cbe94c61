import tensorflow as tf


class Ops(object):
    @staticmethod
    def fc(x, units, name):
        with tf.variable_scope(name):
            return tf.layers.dense(x, units, name="fc")

    @classmethod
    def two(cls, x, name):
        with tf.variable_scope(name):
            return cls.fc(cls.fc(x, 3, "one"), 4, "two")


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="dense")
        h = Ops.fc(h, 5, "mine")
        h = Ops.two(h, "both")
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    return block(x, "a") + block(x, "b")
