import tensorflow as tf


class Net(object):
    def __init__(self, n):
        self.half = n / 2
        self.sizes = {"a": n / 3, "b": n}

    def build(self, x):
        with tf.variable_scope("net"):
            x = tf.layers.dense(x, self.half, name="half")
            x = tf.layers.dense(x, self.sizes["a"], name="a")
            w = tf.get_variable("w", [self.sizes["a"], self.half])
            return tf.matmul(x, w)


def forward(x):
    return Net(6).build(x)
