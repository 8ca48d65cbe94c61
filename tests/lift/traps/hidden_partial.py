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



import functools

NORM = functools.partial(norm, name="p")
NORMS = [NORM]


def both(x):
    return NORMS[0](x)



def norm_all(x):
    with tf.variable_scope("all"):
        return norm(x)


def forward(x):
    return norm_all(both(x))
