import tensorflow as tf


class Net(object):
    def __init__(self, units):
        self.units = units
        self.shared = tf.layers.Dense(3, name="shared")
        self.again = tf.make_template("again", lambda h: tf.layers.dense(h, 3))

    def run(self, x):
        with tf.variable_scope("run"):
            h = self.again(self.shared(x))
            w = tf.get_variable("w", [3, self.units])
            return tf.matmul(h, w)

    def other(self, x):
        with tf.variable_scope("other"):
            h = self.again(self.shared(x))
            w = tf.get_variable("w", [3, self.units])
            return tf.matmul(h, w)


def forward(x):
    net = Net(3)
    return net.run(x) + net.other(x)
