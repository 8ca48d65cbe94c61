import tensorflow as tf


class Scaled:
    made = 0

    def __init__(self, x):
        Scaled.made += 1
        with tf.variable_scope("scaled_%d" % self.made):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.out = x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return Scaled(h).out


def forward(x):
    Scaled.made = 0
    return host(x, "a") + host(x, "b")
