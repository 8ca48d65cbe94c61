import tensorflow as tf


def norm(x, name="norm"):
    with tf.variable_scope(name):
        return x * tf.get_variable("g", [3])


class Net(object):
    def __init__(self, n):
        self.n = n

    def run(self, x):
        with tf.variable_scope("net"):
            return tf.layers.dense(x, self.n, name="d")



def make(n):
    return Net(n)


def both(x):
    net = make(3)
    return net.run(x)



def norm_all(x):
    with tf.variable_scope("all"):
        return norm(x)


def forward(x):
    return norm_all(both(x))
