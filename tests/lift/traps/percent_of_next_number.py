import tensorflow as tf


def network(x, sizes=(3, 4)):
    number = 0

    def next_number():
        nonlocal number
        number += 1
        return number

    def layer(h, units):
        return tf.layers.dense(h, units * next_number(), name="layer_%d_" % next_number() + "x")

    for size in sizes:
        x = layer(x, size)
    return layer(x, 1)


def forward(x):
    return network(x)
