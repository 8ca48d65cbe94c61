import tensorflow as tf


class Net(object):
    def __init__(self, depth):
        self.depth = depth
        with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
            self.w = [tf.get_variable("w%d" % i, [3]) for i in range(depth)]
            self.last = tf.get_variable("w1", [3])

    def __call__(self, x):
        for w in self.w:
            x = x * w
        return x + self.last


def forward(x):
    return Net(2)(x)
