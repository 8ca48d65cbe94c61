import tensorflow as tf


def mlp(units):
    def network(x):
        return tf.layers.dense(x, units)

    return network


class Mlp:
    def __init__(self, units):
        self.units = units

    def __call__(self, x):
        return tf.layers.dense(x, self.units, name="of_class")


def other(units):
    def network(x, n=units):
        h = tf.layers.dense(x, n)
        return tf.layers.dense(h, units)

    units += 1
    return network


def forward(x):
    a, b, c = mlp(3), Mlp(3), other(2)
    return b(a(x)) + c(x) + c(x, 5) + a(x)
