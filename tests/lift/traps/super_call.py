import tensorflow as tf


class Base(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return tf.matmul(x, tf.get_variable("w", [3, 3]))


class Biased(Base):
    def __call__(self, x):
        y = super(Biased, self).__call__(x)
        with tf.variable_scope(self.name):
            return y + tf.get_variable("b", [3])


def forward(x):
    return Biased("biased")(x)
