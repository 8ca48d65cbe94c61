import tensorflow as tf


def network(x):
    number = 0

    def next_number():
        nonlocal number
        number += 1
        return number

    def layer(h):
        return tf.layers.dense(h, 3, name="layer_%d" % next_number())

    h = layer(x)
    small = 5 < next_number() < next_number()
    h = layer(h)
    return h if not small else x


def forward(x):
    return network(x)
