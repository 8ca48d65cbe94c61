import tensorflow as tf


class Scale(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            return x * tf.get_variable("gain", [int(x.shape[-1])])


def forward(x):
    scale = Scale(name="scale")
    for i in range(2):
        with tf.variable_scope("turn_%d" % i):
            x = scale(x) + 1.0
    return x
