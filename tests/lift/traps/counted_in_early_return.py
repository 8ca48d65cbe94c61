import tensorflow as tf


def network(x, deep=True):
    number = 3

    def layer(h, units=3):
        nonlocal number
        if units == 0:
            return h
        number += 2
        return tf.layers.dense(h, units, name="layer_%d" % number)

    h = layer(x)
    h = layer(h, 0)
    for _ in range(2):
        h = layer(h)
        if not deep:
            break
    return layer(h)


def forward(x):
    return network(x)
